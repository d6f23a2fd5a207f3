import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Container, CosmosClient } from '@azure/cosmos';
import { startLocalCosmos } from '@headgate/local-cosmos/start-local-cosmos.ts';
import { spawnFunctionsHost } from './spawn-functions-host.ts';
import { type FailureScript, type Report, startReportServer } from './test-support/start-report-server.ts';

const app = new URL('./test-support/app', import.meta.url).pathname;

const yearly = '0 0 0 1 1 *';

async function start(fails?: FailureScript) {
  const stack = new AsyncDisposableStack();
  const cosmos = stack.use(await startLocalCosmos());
  const reports = stack.use(await startReportServer(fails));
  const client = stack.adopt(new CosmosClient(cosmos.connectionString), (each) => each.dispose());
  const { database } = await client.databases.create({ id: 'fixture' });
  const { container } = await database.containers.create({ id: 'events', partitionKey: '/id' });
  const settings = {
    FIXTURE_COSMOS: cosmos.connectionString,
    FIXTURE_REPORT_URL: reports.url,
    FIXTURE_SCHEDULE: yearly,
    WEBSITE_INSTANCE_ID: 'first',
  };
  return {
    database,
    events: container,
    reports,
    spawn: async (changes: Readonly<Record<string, string>> = {}) =>
      stack.use(await spawnFunctionsHost(app, { ...settings, ...changes })),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

async function write(events: Container, ...ids: string[]): Promise<void> {
  for (const id of ids) await events.items.create({ id });
}

const idsOf = (reports: readonly Report[]) => reports.map(({ ids }) => ids.join());

test('a function gets the changes in order, in pages of the size it asks for', async () => {
  await using stack = await start();
  await write(stack.events, 'a', 'b', 'c');
  await stack.spawn();
  assert.deepEqual(idsOf(await stack.reports.take('patient', 2)), ['a,b', 'c']);
  await write(stack.events, 'd');
  assert.deepEqual(idsOf(await stack.reports.take('patient', 1)), ['d']);
});

test('a failed page comes again under the retry policy, with what went wrong before', async () => {
  let failures = 0;
  await using stack = await start(({ functionName, ids }) =>
    functionName === 'patient' && ids.includes('b') && ++failures <= 2 ? `failure ${failures}` : undefined,
  );
  await write(stack.events, 'a', 'b', 'c');
  await stack.spawn();
  const tries = await stack.reports.take('patient', 4);
  assert.deepEqual(idsOf(tries), ['a,b', 'a,b', 'a,b', 'c']);
  assert.deepEqual(
    tries.map(({ retry }) => [retry?.retryCount, retry?.exception?.message]),
    [
      [0, undefined],
      [1, 'failure 1'],
      [2, 'failure 2'],
      [0, undefined],
    ],
  );
});

test('a page that keeps failing is lost to its function, and the feed goes on', async () => {
  await using stack = await start(({ ids }) => (ids.includes('a') ? 'never' : undefined));
  await write(stack.events, 'a', 'b', 'c');
  await stack.spawn();
  assert.deepEqual(idsOf(await stack.reports.take('patient', 4)), ['a,b', 'a,b', 'a,b', 'c']);
});

test('without a retry policy a page has one try', async () => {
  await using stack = await start(({ ids }) => (ids.includes('a') ? 'never' : undefined));
  await write(stack.events, 'a', 'b', 'c');
  await stack.spawn();
  assert.deepEqual(idsOf(await stack.reports.take('hasty', 2)), ['a,b', 'c']);
});

test('after an orderly stop the next host goes on where the last one was', async () => {
  await using stack = await start();
  await write(stack.events, 'a', 'b');
  const first = await stack.spawn();
  await stack.reports.take('patient', 1);
  assert.equal(await first.end('SIGTERM'), 0);
  await write(stack.events, 'c');
  await stack.spawn();
  assert.deepEqual(idsOf(await stack.reports.take('patient', 1)), ['c']);
});

test('a page during which the host was killed comes again, and none before it', async () => {
  const never = new Promise<undefined>(() => undefined);
  let isFirst = true;
  await using stack = await start(({ functionName, ids }) =>
    isFirst && functionName === 'patient' && ids.includes('c') ? never : undefined,
  );
  await write(stack.events, 'a', 'b', 'c');
  const host = await stack.spawn();
  assert.deepEqual(idsOf(await stack.reports.take('patient', 2)), ['a,b', 'c']);
  await host.end('SIGKILL');
  isFirst = false;
  await stack.spawn();
  assert.deepEqual(idsOf(await stack.reports.take('patient', 1)), ['c']);
});

test('of two hosts one reads, and the other one goes on when it is gone', async () => {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    await using stack = await start();
    const first = await stack.spawn();
    await write(stack.events, 'a');
    await stack.reports.take('patient', 1);
    await stack.spawn({ WEBSITE_INSTANCE_ID: 'second' });
    await write(stack.events, 'b', 'c');
    const read = await stack.reports.take('patient', 1);
    assert(read[0]?.ids.includes('b'));
    await first.end(signal);
    await write(stack.events, 'd');
    // What the first one did not come to note, comes again.
    let ids: readonly string[] = [];
    while (!ids.includes('d')) ids = (await stack.reports.take('patient', 1))[0]?.ids ?? [];
    assert(!ids.includes('a'));
  }
});

test('a database that goes away is waited for', async (context) => {
  const directory = await mkdtemp(join(tmpdir(), 'headgate-functions-'));
  context.after(() => rm(directory, { recursive: true }));
  await using reports = await startReportServer();
  const before = await startLocalCosmos({ directory });
  const port = Number(new URL(before.endpoint).port);
  const client = new CosmosClient(before.connectionString);
  context.after(() => client.dispose());
  const { database } = await client.databases.create({ id: 'fixture' });
  const { container } = await database.containers.create({ id: 'events', partitionKey: '/id' });
  await using _host = await spawnFunctionsHost(app, {
    FIXTURE_COSMOS: before.connectionString,
    FIXTURE_REPORT_URL: reports.url,
    FIXTURE_SCHEDULE: yearly,
  });
  await write(container, 'a');
  assert.deepEqual(idsOf(await reports.take('patient', 1)), ['a']);
  await before[Symbol.asyncDispose]();
  await using after = await startLocalCosmos({ directory, port });
  // The first client may still take a connection of the server that is gone for a good one.
  const clientOfAfter = new CosmosClient(after.connectionString);
  context.after(() => clientOfAfter.dispose());
  await write(clientOfAfter.database(database.id).container(container.id), 'b');
  // What was not checkpointed before comes again first.
  let ids: readonly string[] = [];
  while (!ids.includes('b')) ids = (await reports.take('patient', 1))[0]?.ids ?? [];
});

test('an HTTP trigger is served with its route, query, body and headers', async () => {
  await using stack = await start();
  const host = await stack.spawn();
  const response = await fetch(`${host.url}/api/greet/ada%20l?loud=yes`, { method: 'POST', body: 'hello' });
  assert.equal(response.status, 201);
  assert.equal(response.headers.get('x-greeted'), 'ada l');
  assert.deepEqual(await response.json(), { name: 'ada l', loud: 'yes', body: 'hello' });
  assert.equal((await fetch(`${host.url}/api/greet/ada`)).status, 404);
  assert.deepEqual(await (await fetch(`${host.url}/health`)).json(), { status: 'running' });
});

test('a timer fires on its schedule', async () => {
  await using stack = await start();
  await stack.spawn({ FIXTURE_SCHEDULE: '* * * * * *' });
  assert.equal((await stack.reports.take('tick', 2)).length, 2);
});

test('of two hosts one runs a timer, and the other one goes on when it is gone', async () => {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    await using stack = await start();
    const schedule = { FIXTURE_SCHEDULE: '* * * * * *' };
    const first = await stack.spawn(schedule);
    await stack.reports.take('tick', 1);
    await stack.spawn({ ...schedule, WEBSITE_INSTANCE_ID: 'second' });
    const ticks = await stack.reports.take('tick', 2);
    assert.deepEqual(new Set(ticks.map(({ instance }) => instance)), new Set(['first']));
    await first.end(signal);
    let ranBy = '';
    while (ranBy !== 'second') ranBy = (await stack.reports.take('tick', 1))[0]?.instance ?? '';
  }
});

test('a timer whose time passed while no host ran fires at once, and says that it is late', async (context) => {
  const directory = await mkdtemp(join(tmpdir(), 'headgate-functions-'));
  context.after(() => rm(directory, { recursive: true }));
  const status = { last: '2025-01-01T00:00:00.000Z', next: '2026-01-01T00:00:00.000Z' };
  await writeFile(join(directory, 'tick.json'), JSON.stringify(status));
  await using stack = await start();
  await stack.spawn({ STATE_DIRECTORY: directory });
  assert.equal((await stack.reports.take('tick-past-due', 1)).length, 1);
});

test('an HTTP trigger that asks for a key answers to who has it', async () => {
  await using stack = await start();
  const host = await stack.spawn({ FUNCTIONS_KEY: 'open sesame' });
  const call = async (path: string, headers: Record<string, string> = {}) =>
    (await fetch(`${host.url}/api/${path}`, { method: 'POST', headers })).status;
  assert.equal(await call('secret'), 401);
  assert.equal(await call('secret', { 'x-functions-key': 'open' }), 401);
  assert.equal(await call('secret', { 'x-functions-key': 'open sesame' }), 200);
  assert.equal(await call('secret?code=open%20sesame'), 200);
  assert.equal(await call('greet/ada'), 201);
});
