import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ContainerSpecification, defineContainer } from './define-container.ts';
import { ContainerMismatchError, ensureContainers } from './ensure-containers.ts';
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
