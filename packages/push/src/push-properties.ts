import { createHash } from 'node:crypto';

/** What a template notification carries for an alert: the templates of installations refer to these by name. */
export interface PushProperties extends Record<string, string> {
  readonly title: string;
  readonly body: string;
  readonly alertId: string;
  readonly severity: string;
  /** A device shows one notification for it, however often it comes: 32 characters of base64url fit APNs, FCM and Web Push. */
  readonly collapseId: string;
  /** The same for WNS, which takes 16 letters and digits. */
  readonly shortCollapseId: string;
}

/** An alert as far as a notification tells of it. */
export interface PushedAlert {
  /** 32 characters of base64url. */
  readonly id: string;
  readonly severity: 'INFO' | 'WARNING' | 'CRITICAL';
  readonly message: string;
}

const titles = { INFO: 'Alert', WARNING: 'Warning', CRITICAL: 'Critical alert' };

/** Makes what devices are told of an alert; the same alert always gives the same. */
export function toPushProperties({ id, severity, message }: PushedAlert): PushProperties {
  return {
    title: titles[severity],
    body: message,
    alertId: id,
    severity,
    collapseId: id,
    shortCollapseId: createHash('sha256').update(id).digest('hex').slice(0, 16),
  };
}
