import type { Container } from '@azure/cosmos';
import type { OutboxDocument } from '@headgate/alerting/outbox-document.ts';
import { isNotFound } from '@headgate/cosmos/cosmos-errors.ts';
import { runOperation } from '@headgate/cosmos/run-operation.ts';

/** How long an entry stays after it was sent, for whoever looks into a complaint. */
const keptForSeconds = 7 * 24 * 3600;

/** Notes that outbox entries were sent, and lets them expire. */
export async function markSent(
  container: Container,
  entries: readonly OutboxDocument[],
  now: () => number,
): Promise<void> {
  const sentAt = new Date(now()).toISOString();
  await Promise.all(
    entries.map(({ id, userId }) =>
      runOperation((abortSignal) =>
        container.item(id, userId).patch(
          [
            { op: 'set', path: '/sentAt', value: sentAt },
            { op: 'set', path: '/ttl', value: keptForSeconds },
          ],
          { abortSignal },
        ),
      ).catch((error: unknown) => {
        // Sent long ago, and expired since: this page came again.
        if (!isNotFound(error)) throw error;
      }),
    ),
  );
}
