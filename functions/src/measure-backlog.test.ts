import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlertDocument } from '@headgate/alerting/alert-document.ts';
import { alertsContainer, deadLettersContainer } from '@headgate/alerting/alerting-containers.ts';
import { toOutboxDocument } from '@headgate/alerting/outbox-document.ts';
import { connectCosmos } from '@headgate/cosmos/connect-cosmos.ts';
import { ensureContainers } from '@headgate/cosmos/ensure-containers.ts';
import { startLocalCosmos } from '@headgate/local-cosmos/start-local-cosmos.ts';
import { createDeadLetterWriter } from './dead-letter.ts';
import { measureBacklog } from './measure-backlog.ts';

test('what waits is counted, with the age of the oldest', async () => {
  await using cosmos = await startLocalCosmos();
  const account = { signInWith: 'key', connectionString: cosmos.connectionString } as const;
  using connection = connectCosmos({ account, databaseId: 'test' });
  const { database } = connection;
  await ensureContainers(database, [alertsContainer, deadLettersContainer]);
  const alerts = database.container(alertsContainer.id);
  const deadLetters = database.container(deadLettersContainer.id);
  const none = { count: 0, oldestMs: null };
  assert.deepEqual(await measureBacklog({ alerts, deadLetters }), {
    outbox: none,
    held: none,
    deadLetters: none,
  });
  const sent = { sentAt: '2026-03-01T12:00:00.000Z' };
  const held = {
    push: { phase: 'held', until: sent.sentAt, tries: 0, reason: null },
  } as const;
  const changes = { waiting: {}, late: {}, sent, held: { ...sent, ...held } };
  let firstSecond = 0;
  for (const [id, change] of Object.entries(changes)) {
    const alert = { type: 'alert', id, userId: id, status: 'RAISED' } as AlertDocument;
    const { resource } = await alerts.items.create({ ...toOutboxDocument(alert), ...change });
    firstSecond ||= Number(resource?._ts);
  }
  const error = new Error('poison');
  await createDeadLetterWriter(
    deadLetters,
    Date.now,
  )({ functionName: 'f', document: {}, error, attempts: 1 });
  const measured = await measureBacklog({ alerts, deadLetters });
  assert.deepEqual(measured.outbox, { count: 2, oldestMs: firstSecond * 1000 });
  assert.deepEqual([measured.held.count, measured.deadLetters.count], [1, 1]);
});
