import type { Container, JSONObject } from '@azure/cosmos';
import type { AlertDocument } from '@headgate/alerting/alert-document.ts';
import type { OutboxDocument } from '@headgate/alerting/outbox-document.ts';
import { isNotFound } from '@headgate/cosmos/cosmos-errors.ts';
import { runOperation } from '@headgate/cosmos/run-operation.ts';
import { runQuery } from '@headgate/cosmos/run-query.ts';
import type { PushStore } from './push-services.ts';

/** Keeps the marks of pushes in the outbox entries of the container `alerts`. */
export function createPushStore(container: Container): PushStore {
  return {
    async load({ id, userId, alert: raised }) {
      const documents = await runQuery<OutboxDocument | AlertDocument>(container, {
        query: 'SELECT * FROM c WHERE c.id IN (@entry, @alert)',
        parameters: { '@entry': id, '@alert': raised.id },
        partitionKey: userId,
      });
      const entry = documents.find((document) => document.type === 'outbox');
      const alert = documents.find((document) => document.type === 'alert') ?? raised;
      return entry && { entry, alert };
    },
    async mark({ id, userId }, mark) {
      await runOperation((abortSignal) =>
        container
          .item(id, userId)
          .patch([{ op: 'set', path: '/push', value: mark as unknown as JSONObject }], { abortSignal }),
      ).catch((error: unknown) => {
        // It has expired meanwhile.
        if (!isNotFound(error)) throw error;
      });
    },
    listHeld: (now, limit) =>
      runQuery(container, {
        query: 'SELECT * FROM c WHERE c.push.until <= @now ORDER BY c.push.until ASC OFFSET 0 LIMIT @limit',
        parameters: { '@now': new Date(now).toISOString(), '@limit': limit },
        partitionKey: 'all',
      }),
  };
}
