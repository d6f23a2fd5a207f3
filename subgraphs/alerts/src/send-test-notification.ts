import type { AlertDocument } from '@headgate/alerting/alert-document.ts';
import { toOutboxDocument } from '@headgate/alerting/outbox-document.ts';
import type { Services } from './create-context.ts';

/** Who is impatient is not told once a click. */
const oneEachMs = 10_000;

/**
 * Has the devices of a user show something, the way that alerts go: an entry of the outbox, which the functions push. There is no alert
 * of it, and nothing is published. It is critical, so that it comes whatever the hour and the severity that the user wants to be told of.
 * @returns what devices get as the id of the alert
 */
export async function sendTestNotification({ outbox, now }: Services, userId: string): Promise<string> {
  const nowMs = now();
  const at = new Date(nowMs).toISOString();
  const alert: AlertDocument = {
    type: 'alert',
    id: `test-${Math.floor(nowMs / oneEachMs)}`,
    userId,
    sequence: 0,
    ruleId: 'test',
    ruleVersion: 1,
    activityId: 'test',
    severity: 'CRITICAL',
    channels: ['PUSH'],
    status: 'RAISED',
    message: 'Test: this is how alerts reach you.',
    raisedAt: at,
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    resolvedBy: null,
  };
  await outbox.add({ ...toOutboxDocument(alert), sentAt: at, ttl: 3600 });
  return alert.id;
}
