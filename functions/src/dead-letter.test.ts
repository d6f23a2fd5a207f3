import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deadLettersContainer } from '@headgate/alerting/alerting-containers.ts';
import { connectCosmos } from '@headgate/cosmos/connect-cosmos.ts';
import { ensureContainers } from '@headgate/cosmos/ensure-containers.ts';
import { startLocalCosmos } from '@headgate/local-cosmos/start-local-cosmos.ts';
import { createDeadLetterWriter, type DeadLetterDocument } from './dead-letter.ts';

test('a document that dies twice is one dead letter, and a huge one fits', async () => {
  await using cosmos = await startLocalCosmos();
  const account = { signInWith: 'key', connectionString: cosmos.connectionString } as const;
  using client = connectCosmos({ account, databaseId: 'test' });
  await ensureContainers(client.database, [deadLettersContainer]);
  const container = client.database.container(deadLettersContainer.id);
  const bury = createDeadLetterWriter(container, () => Date.UTC(2026, 2, 1));
  const letter = { functionName: 'f', document: { id: 'a' }, error: new TypeError('no'), attempts: 1 };
  await bury(letter);
  await bury({ ...letter, attempts: 2 });
  await bury({ ...letter, document: { id: 'b', text: 'x'.repeat(1_900_000) } });
  const { resources } = await container.items.readAll<DeadLetterDocument>().fetchAll();
  const [twice, huge] = resources.toSorted((a, b) => a.payload.length - b.payload.length);
  assert.equal(resources.length, 2);
  assert.deepEqual(
    [twice?.reason, twice?.attempts, twice?.diedAt, twice?.payload],
    [{ name: 'TypeError', message: 'no' }, 2, '2026-03-01T00:00:00.000Z', '{"id":"a"}'],
  );
  assert(huge?.payload.startsWith('{"id":"b"'));
});
