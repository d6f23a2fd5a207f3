import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlertDocument } from '@headgate/alerting/alert-document.ts';
import { alertsContainer } from '@headgate/alerting/alerting-containers.ts';
import { toOutboxDocument } from '@headgate/alerting/outbox-document.ts';
import { connectCosmos } from '@headgate/cosmos/connect-cosmos.ts';
import { ensureContainers } from '@headgate/cosmos/ensure-containers.ts';
import { startLocalCosmos } from '@headgate/local-cosmos/start-local-cosmos.ts';
import { createPushStore } from './create-push-store.ts';

const noon = Date.UTC(2026, 2, 1, 12);
const minuteMs = 60_000;

async function start() {
  await using stack = new AsyncDisposableStack();
  const { connectionString } = stack.use(await startLocalCosmos());
  const account = { signInWith: 'key', connectionString } as const;
  const { database } = stack.use(connectCosmos({ account, databaseId: 'test' }));
  await ensureContainers(database, [alertsContainer]);
  const container = database.container(alertsContainer.id);
  const resources = stack.move();
  return {
    container,
    store: createPushStore(container),
    async raise(id: string, userId = 'ada') {
      const alert = { type: 'alert', id, userId, status: 'RAISED' } as AlertDocument;
      await container.items.create(alert);
      await container.items.create(toOutboxDocument(alert));
      return toOutboxDocument(alert);
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

const heldUntil = (minutes: number) =>
  ({
    phase: 'held',
    until: new Date(noon + minutes * minuteMs).toISOString(),
    tries: 0,
    reason: null,
  }) as const;

test('an entry is found with its mark, and with its alert as it is now', async () => {
  await using stack = await start();
  const entry = await stack.raise('a');
  assert.equal((await stack.store.load(entry))?.entry.push, undefined);
  const sent = { phase: 'sent', at: '2026-03-01T12:00:00.000Z', notificationId: 'n' } as const;
  await stack.store.mark(entry, sent);
  await stack.container.item('a', 'ada').patch([{ op: 'set', path: '/status', value: 'RESOLVED' }]);
  const found = await stack.store.load(entry);
  assert.deepEqual([found?.entry.push, found?.alert.status], [sent, 'RESOLVED']);
  assert.equal(found?.entry.sentAt, null);
});

test('an entry that has expired is not there, and its mark is missed by nobody', async () => {
  await using stack = await start();
  const entry = await stack.raise('a');
  await stack.container.item(entry.id, 'ada').delete();
  await stack.store.mark(entry, heldUntil(0));
  assert.equal(await stack.store.load(entry), undefined);
});

test('of the entries that are held those are listed that are due, whoever’s they are, the longest held first', async () => {
  await using stack = await start();
  for (const [id, userId, minutes] of [
    ['late', 'ada', 1],
    ['second', 'ada', 0],
    ['first', 'ben', -1],
  ] as const) {
    await stack.store.mark(await stack.raise(id, userId), heldUntil(minutes));
  }
  await stack.raise('new');
  const listed = async (limit: number) =>
    (await stack.store.listHeld(noon, limit)).map(({ alert }) => alert.id);
  assert.deepEqual(await listed(10), ['first', 'second']);
  assert.deepEqual(await listed(1), ['first']);
});
