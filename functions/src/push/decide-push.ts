import { channelsOf } from '@headgate/alerting/alert-channel.ts';
import type { AlertDocument } from '@headgate/alerting/alert-document.ts';
import { type AlertSeverity, severitiesFrom } from '@headgate/alerting/alert-severity.ts';
import type { PushOmission } from '@headgate/alerting/outbox-document.ts';
import { findQuietEnd, type QuietHours } from './find-quiet-end.ts';

/** How a user wants to be told of alerts. */
export interface NotificationTarget {
  readonly userId: string;
  /** Of the IANA database. */
  readonly timeZone: string;
  readonly hasDevices: boolean;
  readonly preferences: {
    readonly pushEnabled: boolean;
    readonly minSeverity: AlertSeverity;
    readonly quietHours: (QuietHours & { readonly policy: 'HOLD' | 'DROP' }) | null;
  };
}

export type PushDecision =
  | { readonly action: 'send' }
  | { readonly action: 'omit'; readonly why: PushOmission }
  /** Until the quiet hours are over, in milliseconds since 1970. */
  | { readonly action: 'hold'; readonly until: number };

/** A push that comes later tells nothing new: longer than quiet hours can be, in milliseconds. */
const maxPushAgeMs = 36 * 3_600_000;

/**
 * Decides what becomes of the push of an alert, as it is now. Pure.
 * @param target undefined for a user without an account.
 * @param now in milliseconds since 1970.
 */
export function decidePush(
  alert: AlertDocument,
  target: NotificationTarget | undefined,
  now: number,
): PushDecision {
  const omit = (why: PushOmission): PushDecision => ({ action: 'omit', why });
  if (!channelsOf(alert).includes('PUSH')) return omit('channel');
  if (!target?.hasDevices) return omit('no devices');
  const { pushEnabled, minSeverity, quietHours } = target.preferences;
  if (!pushEnabled) return omit('push disabled');
  if (!severitiesFrom(minSeverity).includes(alert.severity)) return omit('severity');
  if (alert.status !== 'RAISED') return omit('seen');
  if (now - Date.parse(alert.raisedAt) > maxPushAgeMs) return omit('too late');
  if (alert.severity === 'CRITICAL' || !quietHours) return { action: 'send' };
  const until = findQuietEnd(quietHours, target.timeZone, now);
  if (until === undefined) return { action: 'send' };
  return quietHours.policy === 'DROP' ? omit('quiet hours') : { action: 'hold', until };
}
