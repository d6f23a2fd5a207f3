import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CosmosClient } from '@azure/cosmos';
import { startLocalCosmos } from '@headgate/local-cosmos/start-local-cosmos.ts';
import { takeLease } from './lease-store.ts';

const range = { minInclusive: '', maxExclusive: 'FF' };
const expirationMs = 600_000;

async function start() {
  await using stack = new AsyncDisposableStack();
  const cosmos = stack.use(await startLocalCosmos());
  const client = stack.adopt(new CosmosClient(cosmos.connectionString), (each) => each.dispose());
  const { database } = await client.databases.create({ id: 'test' });
  const { container } = await database.containers.create({ id: 'leases', partitionKey: '/id' });
  let now = Date.UTC(2026, 2, 1);
  const resources = stack.move();
  return {
    async take(owner: string) {
      const options = { container, functionName: 'f', prefix: '', owner, expirationMs, now: () => now };
      const lease = await takeLease(options, range);
      if (lease) resources.defer(() => lease.release());
      return lease;
    },
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

test('of several hosts that want a lease at once one has it, until it expires', async () => {
  await using stack = await start();
  const taken = await Promise.all(['a', 'b', 'c'].map(stack.take));
  const [holder, ...others] = taken.filter((lease) => lease !== undefined);
  assert(holder && others.length === 0);
  await holder.checkpoint('7');
  assert.equal(await stack.take('d'), undefined);
  stack.pass(expirationMs);
  assert.equal((await stack.take('d'))?.continuation, '7');
  await assert.rejects(holder.checkpoint('8'), { code: 412 });
  assert(holder.lost.aborted);
});

test('a host takes its own lease after a crash, and any one that is released, at once', async () => {
  await using stack = await start();
  await (await stack.take('a'))?.checkpoint('1');
  const again = await stack.take('a');
  assert.equal(again?.continuation, '1');
  assert.equal(await stack.take('b'), undefined);
  await again?.release();
  assert.equal((await stack.take('b'))?.continuation, '1');
});
