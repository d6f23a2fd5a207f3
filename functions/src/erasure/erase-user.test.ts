import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { alertsContainer, deadLettersContainer } from '@headgate/alerting/alerting-containers.ts';
import { connectCosmos } from '@headgate/cosmos/connect-cosmos.ts';
import { defineContainer } from '@headgate/cosmos/define-container.ts';
import { ensureContainers } from '@headgate/cosmos/ensure-containers.ts';
import { startTestCosmos } from '@headgate/cosmos/test-support/start-test-cosmos.ts';
import { mirrorsContainer } from '@headgate/mirroring/create-cosmos-mirror-state-store.ts';
import { activityTable, alertsTable } from '@headgate/mirroring/tables.ts';
import { createMirrors } from '../create-mirrors.ts';
import { createDeadLetterWriter } from '../dead-letter.ts';
import { MirrorBusyError, mirrorChanges } from '../mirror-changes.ts';
import { eraseAccounts } from './erase-accounts.ts';
import { eraseUser } from './erase-user.ts';

const activityContainer = defineContainer({
  id: 'activity',
  partitionKey: ['/userId'],
  indexing: { paths: [] },
});
const event = (userId: string, id: string) => ({
  id,
  eventId: id,
  userId,
  kind: 'VIEW',
  occurredAt: '2026-06-01T12:00:00.000Z',
  recordedAt: '2026-06-01T12:00:01.000Z',
});
const alert = (userId: string, id: string) => ({
  type: 'alert',
  id,
  userId,
  ruleId: 'r',
  severity: 'INFO',
  status: 'RAISED',
  message: `about ${userId}`,
  raisedAt: '2026-06-01T12:00:00.000Z',
});

test('an erasure that was interrupted anywhere resumes, and leaves nothing of the user and all of others', async () => {
  await using stack = new AsyncDisposableStack();
  const cosmos = stack.use(await startTestCosmos());
  const { database } = stack.use(connectCosmos(cosmos.config));
  await ensureContainers(database, [
    activityContainer,
    alertsContainer,
    deadLettersContainer,
    mirrorsContainer,
  ]);
  const directory = stack.adopt(await mkdtemp(join(tmpdir(), 'erase-')), (path) =>
    rm(path, { recursive: true }),
  );
  const mirrors = createMirrors(database, directory, Date.now);
  const activity = database.container('activity');
  const alerts = database.container('alerts');
  const deadLetters = database.container('dead-letters');
  const bury = createDeadLetterWriter(deadLetters, Date.now);
  for (const userId of ['ada', 'ada2']) {
    for (let n = 0; n < 130; n += 1) await activity.items.create(event(userId, `${userId}-${n}`));
    await alerts.items.create(alert(userId, `alert of ${userId}`));
    await alerts.items.create({ type: 'rule', id: 'rule', userId });
    await bury({
      functionName: 'evaluate-activity',
      document: event(userId, 'odd'),
      error: new Error(),
      attempts: 1,
    });
  }
  const mirrorAll = async () => {
    for (const table of [activityTable, alertsTable])
      await mirrorChanges(
        table,
        { mirrors, bury },
        { documents: [], functionName: 'm', attempt: 1, isLastAttempt: false },
      );
  };
  await mirrorAll();

  const fromStreams: string[] = [];
  let isInterrupted = true;
  const dependencies = {
    activity,
    alerts,
    deadLetters,
    mirrors,
    mirrorAccounts: async () => undefined,
    async eraseFromStreams(userId: string) {
      if (isInterrupted) throw new Error('Redis has gone');
      fromStreams.push(userId);
    },
  };
  const pending = new Set(['ada']);
  const erasures = {
    list: async () => [...pending],
    complete: async (userId: string) => void pending.delete(userId),
  };
  const run = () => eraseAccounts(erasures, (userId) => eraseUser(userId, dependencies));
  await assert.rejects(run(), /still to be erased/);
  assert.deepEqual([...pending], ['ada']);
  isInterrupted = false;
  assert.equal(await run(), 1);
  assert.deepEqual([[...pending], fromStreams], [[], ['ada']]);

  for (const container of [activity, alerts, deadLetters]) {
    const { resources } = await container.items.readAll<Record<string, unknown>>().fetchAll();
    assert.ok(resources.length > 0);
    assert.ok(!resources.some((document) => JSON.stringify(document).includes('"ada"')));
    assert.ok(!resources.some(({ payload }) => String(payload).includes('"ada"')));
  }
  await mirrorAll();
  const tables = await readdir(directory);
  assert.ok(tables.includes('erasures'));
  const activityFiles = (await readdir(join(directory, 'activity')))
    .filter((name) => /^\d/.test(name))
    .sort();
  const last = await readFile(join(directory, 'activity', activityFiles.at(-1) as string), 'latin1');
  assert.ok(last.includes('ada-129') && last.includes('__rowMarker__'));
});

test('an erasure waits while the mirror works', async () => {
  await using stack = new AsyncDisposableStack();
  const cosmos = stack.use(await startTestCosmos());
  const { database } = stack.use(connectCosmos(cosmos.config));
  await ensureContainers(database, [
    activityContainer,
    alertsContainer,
    deadLettersContainer,
    mirrorsContainer,
  ]);
  const directory = stack.adopt(await mkdtemp(join(tmpdir(), 'erase-')), (path) =>
    rm(path, { recursive: true }),
  );
  const mirrors = createMirrors(database, directory, Date.now);
  const activity = database.container('activity');
  await activity.items.create(event('ada', '1'));
  const { states } = mirrors.of(activityTable);
  const { state, version } = await states.load('activity');
  await states.save({ ...state, lease: { owner: 'somebody else', until: Date.now() + 60_000 } }, version);
  const dependencies = {
    activity,
    alerts: database.container('alerts'),
    deadLetters: database.container('dead-letters'),
    mirrors,
    mirrorAccounts: async () => undefined,
    eraseFromStreams: async () => undefined,
  };
  await assert.rejects(eraseUser('ada', dependencies), MirrorBusyError);
  assert.equal((await activity.items.readAll().fetchAll()).resources.length, 1);
});
