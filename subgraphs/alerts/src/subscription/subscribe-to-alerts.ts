import type { AlertDocument } from '@headgate/alerting/alert-document.ts';
import type { AlertSeverity } from '@headgate/alerting/alert-severity.ts';
import { severitiesFrom } from '@headgate/alerting/alert-severity.ts';
import type { Identity } from '@headgate/identity/identity.ts';
import type { Services } from '../create-context.ts';
import { alertsErrors } from '../errors.ts';
import { followAlerts } from './follow-alerts.ts';
import { iterateUntilReturned } from './iterate-until-returned.ts';

/** Node's timers count milliseconds in 31 bits: with a token that lives longer a subscription ends after 24 days. */
const maxTimeoutMs = 2 ** 31 - 1;

/**
 * Subscribes the caller to their alerts from `minSeverity` on.
 * @throws from the iteration: SUBSCRIPTION_JWT_EXPIRED when the caller's token is no longer valid.
 */
export function subscribeToAlerts(
  services: Services,
  identity: Identity,
  options: { readonly after: number | null; readonly minSeverity: AlertSeverity },
): AsyncGenerator<AlertDocument, void, undefined> {
  const { userId, expiresAtMs } = identity;
  const severities = severitiesFrom(options.minSeverity);
  return iterateUntilReturned(async function* (ended) {
    const expired = new AbortController();
    const lifetimeMs = Math.min(Math.max(0, expiresAtMs - services.now()), maxTimeoutMs);
    const timer = setTimeout(() => expired.abort(), lifetimeMs);
    const signal = AbortSignal.any([ended, expired.signal]);
    try {
      for await (const alert of followAlerts(services, { userId, after: options.after, signal })) {
        if (severities.includes(alert.severity)) yield alert;
        if (expired.signal.aborted) break;
      }
    } finally {
      clearTimeout(timer);
    }
    if (expired.signal.aborted) throw alertsErrors.create('SUBSCRIPTION_JWT_EXPIRED');
  });
}
