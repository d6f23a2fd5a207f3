import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deadLettersContainer } from '@headgate/alerting/alerting-containers.ts';
import { connectCosmos } from '@headgate/cosmos/connect-cosmos.ts';
import { ensureContainers } from '@headgate/cosmos/ensure-containers.ts';
import { startLocalCosmos } from '@headgate/local-cosmos/start-local-cosmos.ts';
import { createDeadLetters } from './create-dead-letters.ts';
import { type BuryDocument, createDeadLetterWriter, type DeadLetterDocument } from './dead-letter.ts';
import type { Delivery } from './evaluate-activity.ts';
import { replayDeadLetters } from './replay-dead-letters.ts';

async function start() {
  await using stack = new AsyncDisposableStack();
  const cosmos = stack.use(await startLocalCosmos());
  const account = { signInWith: 'key', connectionString: cosmos.connectionString } as const;
  const { database } = stack.use(connectCosmos({ account, databaseId: 'test' }));
  await ensureContainers(database, [deadLettersContainer]);
  const container = database.container(deadLettersContainer.id);
  let minute = 0;
  const bury = createDeadLetterWriter(container, () => Date.UTC(2026, 2, 1, 0, minute++));
  const resources = stack.move();
  return {
    bury: (functionName: string, document: object) =>
      bury({ functionName, document, error: new Error('no'), attempts: 1 }),
    replay: (process: (delivery: Delivery, bury: BuryDocument) => Promise<void>) =>
      replayDeadLetters({ letters: createDeadLetters(container), bury, process }, 'f'),
    letters: async () => (await container.items.readAll<DeadLetterDocument>().fetchAll()).resources,
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

test('the letters of a function come again, the oldest first, and go when they were processed', async () => {
  await using stack = await start();
  for (const id of ['b', 'a']) await stack.bury('f', { id });
  await stack.bury('other', { id: 'c' });
  let seen: readonly unknown[] = [];
  const outcome = await stack.replay(async ({ documents }) => {
    seen = documents;
  });
  assert.deepEqual(seen, [{ id: 'b' }, { id: 'a' }]);
  assert.deepEqual(outcome, { replayed: 2, buried: 0, hasMore: false });
  assert.deepEqual(
    (await stack.letters()).map(({ functionName }) => functionName),
    ['other'],
  );
});

test('what dies again stays, with its new reason and one attempt more', async () => {
  await using stack = await start();
  for (const id of ['a', 'b']) await stack.bury('f', { id });
  const outcome = await stack.replay(async ({ documents: [first], functionName, attempt }, bury) => {
    await bury({ functionName, document: first, error: new Error('still no'), attempts: attempt });
  });
  assert.deepEqual(outcome, { replayed: 1, buried: 1, hasMore: false });
  const [letter, ...others] = await stack.letters();
  assert.deepEqual(
    [letter?.payload, letter?.reason.message, letter?.attempts],
    ['{"id":"a"}', 'still no', 2],
  );
  assert.deepEqual(others, []);
});

test('a failure that passes leaves the letters, and one that is cut off is not tried', async () => {
  await using stack = await start();
  await stack.bury('f', { id: 'a' });
  await stack.bury('f', { id: 'b', text: 'x'.repeat(1_000_000) });
  const away = stack.replay(async () => {
    throw new Error('away');
  });
  await assert.rejects(away, /away/);
  assert.equal((await stack.letters()).length, 2);
  assert.equal((await stack.replay(async () => undefined)).replayed, 1);
  assert.equal((await stack.letters()).length, 1);
});
