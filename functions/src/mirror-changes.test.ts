import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { connectCosmos } from '@headgate/cosmos/connect-cosmos.ts';
import { ensureContainers } from '@headgate/cosmos/ensure-containers.ts';
import { startTestCosmos } from '@headgate/cosmos/test-support/start-test-cosmos.ts';
import { mirrorsContainer } from '@headgate/mirroring/create-cosmos-mirror-state-store.ts';
import { activityTable } from '@headgate/mirroring/tables.ts';
import { createMirrors } from './create-mirrors.ts';
import type { DeadLetter } from './dead-letter.ts';
import { mirrorChanges } from './mirror-changes.ts';
import { mirrorDocuments } from './mirror-documents.ts';

const event = (id: string, changes: object = {}) => ({
  id,
  eventId: id,
  userId: 'ada',
  kind: 'VIEW',
  occurredAt: '2026-06-01T12:00:00.000Z',
  recordedAt: '2026-06-01T12:00:01.000Z',
  ...changes,
});
const delivery = { documents: [], functionName: 'mirror-activity', attempt: 1, isLastAttempt: false };

test('what a container has is mirrored once, what does not fit is a dead letter that can be mirrored later', async () => {
  await using stack = new AsyncDisposableStack();
  const cosmos = stack.use(await startTestCosmos());
  const { database } = stack.use(connectCosmos(cosmos.config));
  const activity = { ...mirrorsContainer, id: 'activity', partitionKey: ['/userId'] as const };
  await ensureContainers(database, [
    mirrorsContainer,
    { ...activity, partitionKey: [...activity.partitionKey] },
  ]);
  const directory = stack.adopt(await mkdtemp(join(tmpdir(), 'mirror-')), (path) =>
    rm(path, { recursive: true }),
  );
  const letters: DeadLetter[] = [];
  const bury = async (letter: DeadLetter) => void letters.push(letter);
  const run = () =>
    mirrorChanges(activityTable, { mirrors: createMirrors(database, directory, Date.now), bury }, delivery);
  const files = async () =>
    (await readdir(join(directory, 'activity'))).filter((name) => !name.startsWith('_')).length;

  const { items } = database.container('activity');
  await items.create(event('1'));
  await items.create(event('2', { amount: { minorUnits: 'much', currency: 'EUR' } }));
  await run();
  await run();
  assert.equal(await files(), 1);
  assert.deepEqual(
    letters.map(({ functionName, error }) => [functionName, /minorUnits/.test(String(error))]),
    [['mirror-activity', true]],
  );

  await items.create(event('3'));
  await run();
  assert.equal(await files(), 2);
  const mended = { ...(letters[0]?.document as object), amount: null };
  const mirrors = createMirrors(database, directory, Date.now);
  await mirrorDocuments(activityTable, { mirrors, bury }, { ...delivery, documents: [mended] });
  await run();
  assert.equal(await files(), 3);
  assert.ok((await readdir(directory)).includes('_partnerEvents.json'));
});
