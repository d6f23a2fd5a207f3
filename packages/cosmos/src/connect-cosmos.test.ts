import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { test } from 'node:test';
import { startLocalCosmos } from '@headgate/local-cosmos/start-local-cosmos.ts';
import { connectCosmos } from './connect-cosmos.ts';
import { isConflict, isNotFound, isPreconditionFailed } from './cosmos-errors.ts';
import { defineContainer } from './define-container.ts';
import { ensureContainers } from './ensure-containers.ts';
import { runOperation } from './run-operation.ts';
import { readPages, runQuery } from './run-query.ts';
import { startTestCosmos } from './test-support/start-test-cosmos.ts';

const notes = defineContainer({ id: 'notes', partitionKey: ['/userId'], indexing: { paths: ['/rank/?'] } });

async function connectLocal(options = {}) {
  const local = await startLocalCosmos();
  const { connectionString } = local;
  const cosmos = connectCosmos(
    { account: { signInWith: 'key', connectionString }, databaseId: 'test' },
    options,
  );
  await ensureContainers(cosmos.database, [notes]);
  return { local, cosmos, container: cosmos.database.container('notes') };
}

test('a query is answered by its partition, page by page', async () => {
  await using stack = await startTestCosmos();
  await ensureContainers(stack.cosmos.database, [notes]);
  const container = stack.cosmos.database.container('notes');
  for (const [rank, userId] of ['ada', 'bob', 'ada', 'ada', 'ada', 'ada'].entries()) {
    await container.items.create({ id: `note-${rank}`, userId, rank });
  }
  const query = 'SELECT VALUE c.rank FROM c WHERE c.rank >= @least ORDER BY c.rank';
  const ask = { query, parameters: { '@least': 1 }, partitionKey: 'ada', pageSize: 2 };
  assert.deepEqual(await Array.fromAsync(readPages<number>(container, ask)), [
    [2, 3],
    [4, 5],
  ]);
  assert.deepEqual(await runQuery<number>(container, { ...ask, partitionKey: 'all' }), [1, 2, 3, 4, 5]);
});

test('errors of the SDK are told apart', async () => {
  await using stack = await startTestCosmos();
  await ensureContainers(stack.cosmos.database, [notes]);
  const container = stack.cosmos.database.container('notes');
  const note = { id: '1', userId: 'ada' };
  await container.items.create(note);
  await assert.rejects(container.items.create(note), isConflict);
  await assert.rejects(container.item('2', 'ada').replace({ ...note, id: '2' }), isNotFound);
  const accessCondition = { type: 'IfMatch', condition: '"stale"' };
  await assert.rejects(container.item('1', 'ada').replace(note, { accessCondition }), isPreconditionFailed);
});

test('what an operation costs is counted where it was spent', async () => {
  await using stack = await startTestCosmos();
  const { cosmos } = stack;
  await ensureContainers(cosmos.database, [notes]);
  const container = cosmos.database.container('notes');
  const created = await container.items.create({ id: '1', userId: 'ada' });
  await container.item('1', 'ada').read();
  const { requests, requestUnits } = cosmos.meter.sum({ container: 'notes', operation: 'create' });
  assert.deepEqual({ requests, requestUnits }, { requests: 1, requestUnits: created.requestCharge });
  assert(requestUnits > 0);
  assert.equal(cosmos.meter.sum({ container: 'notes', operation: 'read' }).requests, 1);
});

test('a throttled request is tried again as told, and fails as unavailable when that does not help', async () => {
  const { local, cosmos, container } = await connectLocal({ maxThrottleRetries: 3 });
  await using _local = local;
  using _cosmos = cosmos;
  const create = (id: string) =>
    runOperation((abortSignal) => container.items.create({ id, userId: 'ada' }, { abortSignal }));
  local.throttle(3, 1);
  assert.equal((await create('1')).statusCode, 201);
  assert.equal(cosmos.meter.sum({ container: 'notes', operation: 'create' }).throttled, 3);
  local.throttle(4, 1);
  await assert.rejects(create('2'), { code: 'SERVICE_UNAVAILABLE', message: /busy/ });
  assert.equal((await create('2')).statusCode, 201);
});

test('an account that is away is unavailable at once, for operations, queries and the check', async () => {
  const { local, cosmos, container } = await connectLocal();
  using _cosmos = cosmos;
  await cosmos.check();
  await local[Symbol.asyncDispose]();
  const unavailable = { code: 'SERVICE_UNAVAILABLE' };
  await assert.rejects(
    runOperation((abortSignal) => container.item('1', 'ada').read({ abortSignal })),
    unavailable,
  );
  const query = { query: 'SELECT * FROM c', parameters: {}, partitionKey: 'ada' };
  await assert.rejects(runQuery(container, query), unavailable);
  await assert.rejects(cosmos.check());
});

test('an account that takes requests and never answers is unavailable after a while', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const connectionString = `AccountEndpoint=http://127.0.0.1:${port}/;AccountKey=c2VjcmV0;`;
  using cosmos = connectCosmos(
    { account: { signInWith: 'key', connectionString }, databaseId: 'test' },
    { requestTimeoutMs: 20 },
  );
  const create = (abortSignal: AbortSignal) =>
    cosmos.database.container('notes').items.create({ id: '1', userId: 'ada' }, { abortSignal });
  await assert.rejects(runOperation(create), { code: 'SERVICE_UNAVAILABLE' });
  silent.close();
});

test('an operation that outlives its deadline is unavailable, whether it minds the signal or not', async () => {
  const minds = (deadline: AbortSignal) =>
    new Promise<never>((_resolve, reject) => {
      deadline.addEventListener('abort', () => reject(deadline.reason));
    });
  const ignores = () => new Promise<never>(() => {});
  for (const operation of [minds, ignores]) {
    await assert.rejects(runOperation(operation, 5), { code: 'SERVICE_UNAVAILABLE' });
  }
});
