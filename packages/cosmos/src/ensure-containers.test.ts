import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { startLocalCosmos } from '@headgate/local-cosmos/start-local-cosmos.ts';
import { connectCosmos } from './connect-cosmos.ts';
import { ContainerMismatchError } from './container-mismatch-error.ts';
import { type ContainerSpecification, defineContainer } from './define-container.ts';
import { ensureContainers } from './ensure-containers.ts';
import { startTestCosmos } from './test-support/start-test-cosmos.ts';

const events = defineContainer({
  id: 'events',
  partitionKey: ['/userId'],
  indexing: { paths: ['/occurredAt/?'] },
  defaultTtlSeconds: 3600,
});

async function ensure(
  database: Parameters<typeof ensureContainers>[0],
  specification: ContainerSpecification,
) {
  return (await ensureContainers(database, [specification])).get(specification.id);
}

test('database and containers are created once, with what the code says', async () => {
  await using stack = await startTestCosmos();
  const { database } = stack.cosmos;
  assert.equal(await ensure(database, events), 'created');
  const { resource } = await database.container('events').read();
  assert.deepEqual(resource?.partitionKey?.paths, ['/userId']);
  assert.equal(resource?.defaultTtl, 3600);
  assert.deepEqual(resource?.indexingPolicy?.includedPaths?.map(({ path }) => path).sort(), [
    '/occurredAt/?',
    '/userId/?',
  ]);
  assert.equal(await ensure(database, events), 'unchanged');
});

test('indexing and expiry follow the code; the documents stay', async () => {
  await using stack = await startTestCosmos();
  const { database } = stack.cosmos;
  await ensure(database, events);
  const container = database.container('events');
  await container.items.create({ id: '1', userId: 'ada' });
  const indexed = { ...events, indexing: { paths: ['/kind/?'] } };
  assert.equal(await ensure(database, indexed), 'updated');
  assert.equal(await ensure(database, { ...indexed, defaultTtlSeconds: 'by-document' }), 'updated');
  assert.equal((await container.read()).resource?.defaultTtl, -1);
  const { defaultTtlSeconds: _none, ...forever } = indexed;
  assert.equal(await ensure(database, forever), 'updated');
  assert.equal((await container.read()).resource?.defaultTtl, undefined);
  assert.equal(await ensure(database, forever), 'unchanged');
  assert((await container.item('1', 'ada').read()).resource);
});

test('another partition key or other unique keys are refused by name, and nothing is changed', async () => {
  await using stack = await startTestCosmos();
  const { database } = stack.cosmos;
  await ensure(database, events);
  await assert.rejects(ensure(database, { ...events, partitionKey: ['/tenantId'], defaultTtlSeconds: 1 }), {
    name: ContainerMismatchError.name,
    message: /"events" has the partition key \["\/userId"\], the code expects \["\/tenantId"\]/,
  });
  await assert.rejects(ensure(database, { ...events, uniqueKeys: [['/name']] }), {
    message: /unique keys/,
  });
  assert.equal((await database.container('events').read()).resource?.defaultTtl, 3600);
});

test('processes that start together agree', async () => {
  await using stack = await startTestCosmos();
  const others = { ...events, id: 'others', uniqueKeys: [['/name'], ['/a', '/b']] };
  const outcomes = await Promise.all(
    Array.from({ length: 5 }, () => ensureContainers(stack.cosmos.database, [events, others])),
  );
  assert.equal(outcomes.filter((outcome) => outcome.get('others') === 'created').length, 1);
  assert.equal((await ensureContainers(stack.cosmos.database, [others])).get('others'), 'unchanged');
});

/** Forwards to an account, but lets no definition be changed: as Entra ID identities experience it. */
async function startReadOnlyDefinitions(connectionString: string) {
  const [endpoint = '', key = ''] = connectionString.split(/AccountEndpoint=|;AccountKey=|;/).filter(Boolean);
  const proxy = createServer(async (request, response) => {
    if (request.method !== 'GET') {
      response.writeHead(403).end('{"code":"Forbidden","message":"cannot be authorized by AAD token"}');
      return;
    }
    const answer = await fetch(new URL(request.url ?? '/', endpoint), {
      headers: request.headers as Record<string, string>,
    });
    response.writeHead(answer.status).end(await answer.text());
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const { port } = proxy.address() as AddressInfo;
  return {
    connectionString: `AccountEndpoint=http://127.0.0.1:${port}/;AccountKey=${key};`,
    async [Symbol.asyncDispose]() {
      proxy.closeAllConnections();
      proxy.close();
      await once(proxy, 'close');
    },
  };
}

test('an identity that may only read definitions works with what is there, and names what is absent', async () => {
  await using local = await startLocalCosmos();
  await using readOnly = await startReadOnlyDefinitions(local.connectionString);
  const connect = (connectionString: string) =>
    connectCosmos({ account: { signInWith: 'key', connectionString }, databaseId: 'test' });
  using deployment = connect(local.connectionString);
  using service = connect(readOnly.connectionString);
  await assert.rejects(ensure(service.database, events), { message: /database "test" is absent.*deploy it/ });
  await ensure(deployment.database, events);
  assert.equal(await ensure(service.database, events), 'unchanged');
  assert.equal(await ensure(service.database, { ...events, defaultTtlSeconds: 60 }), 'outdated');
  const absent = ensure(service.database, { ...events, id: 'absent' });
  await assert.rejects(absent, { message: /container "absent" is absent.*deploy it/ });
});
