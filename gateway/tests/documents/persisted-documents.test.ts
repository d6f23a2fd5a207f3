import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startRedis } from '@headgate/local-servers/redis/start-redis.ts';
import { startRedisCluster } from '@headgate/local-servers/redis/start-redis-cluster.ts';
import { runDocumentsCommand } from '../../src/command-line/run-documents-command.ts';
import { collectLogs } from '../helpers/collect-logs.ts';
import { openRawSocket } from '../helpers/raw-socket.ts';
import { startTestGateway, type TestGateway } from '../helpers/start-test-gateway.ts';
import { startTicker } from '../helpers/start-ticker.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const now = 'query Now { now }';
const echo = 'query Echo($text: String) { echo(text: $text) }';
const operations = [
  { id: sha256(now), name: 'Now', type: 'query', body: now },
  { id: 'echo', name: 'Echo', type: 'query', body: echo },
  { id: 'reset', name: 'Reset', type: 'mutation', body: 'mutation Reset { reset }' },
  { id: 'ticks', name: 'Ticks', type: 'subscription', body: 'subscription Ticks { ticked { n } }' },
  { id: 'old', name: 'Old', type: 'query', body: 'query Old { gone }', clientName: 'ios' },
];
const manifest = (list: readonly object[]) =>
  JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations: list });

/** A directory with manifests, that goes with the test. */
async function createDirectory() {
  const path = await mkdtemp(join(tmpdir(), 'headgate-documents-'));
  return {
    path,
    write: (name: string, text: string) => writeFile(join(path, name), text),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true }),
  };
}

async function get(gateway: TestGateway, parameters: Record<string, string>) {
  const response = await fetch(`${gateway.url}?${new URLSearchParams(parameters)}`, {
    headers: { 'apollo-require-preflight': 'true' },
  });
  const body = (await response.json()) as TestGatewayBody;
  return { status: response.status, headers: response.headers, body };
}

type TestGatewayBody = Awaited<ReturnType<TestGateway['post']>>['body'];

test('an id is run in all three forms over HTTP, with variables, and over WebSocket', async () => {
  await using ticker = await startTicker();
  await using directory = await createDirectory();
  await directory.write('web.json', manifest(operations));
  const env = { PERSISTED_DOCUMENTS: 'ids-only', PERSISTED_DOCUMENTS_FROM: join(directory.path, 'web.json') };
  await using gateway = await startTestGateway({ sdl: ticker.sdl, env });
  const variables = { text: 'hello' };
  const persistedQuery = { version: 1, sha256Hash: 'echo' };
  const answers = [
    await gateway.post({ documentId: 'echo', variables }),
    await gateway.post({ extensions: { persistedQuery }, variables }),
    await get(gateway, { documentId: 'echo', variables: JSON.stringify(variables) }),
    await get(gateway, {
      extensions: JSON.stringify({ persistedQuery }),
      variables: JSON.stringify(variables),
    }),
  ];
  for (const { status, body } of answers)
    assert.deepEqual([status, body], [200, { data: { echo: 'hello' } }]);
  const bySha256 = await gateway.post({ documentId: `sha256:${sha256(now)}` });
  assert.deepEqual(bySha256.body, { data: { now: 1 } });
  assert.equal((await get(gateway, { documentId: 'reset' })).status, 405);
  assert.deepEqual((await gateway.post({ documentId: 'reset' })).body, { data: { reset: 0 } });

  using socket = await openRawSocket(gateway.url);
  socket.send({ type: 'connection_init' });
  await socket.receive();
  socket.send({ id: '1', type: 'subscribe', payload: { query: '', documentId: 'echo', variables } });
  assert.deepEqual((await socket.receive())['payload'], { data: { echo: 'hello' } });
  assert.equal((await socket.receive())['type'], 'complete');
  socket.send({
    id: '2',
    type: 'subscribe',
    payload: { query: '', extensions: { persistedQuery: { version: 1, sha256Hash: 'ticks' } } },
  });
  await ticker.subscribed(1);
  ticker.tick(7);
  assert.deepEqual((await socket.receive())['payload'], { data: { ticked: { n: 7 } } });
  socket.send({ id: '3', type: 'subscribe', payload: { query: '{ now }' } });
  const refused = await socket.receive();
  assert.match(JSON.stringify(refused), /PERSISTED_QUERY_ID_REQUIRED/);
});

test('each refusal has its status and code, and is kept by nobody', async () => {
  await using ticker = await startTicker();
  await using directory = await createDirectory();
  await directory.write('web.json', manifest(operations));
  const ask = async (mode: string, body: object) => {
    const env = { PERSISTED_DOCUMENTS: mode, PERSISTED_DOCUMENTS_FROM: directory.path };
    await using gateway = await startTestGateway({ sdl: ticker.sdl, env });
    const answer = await gateway.post(body);
    assert.equal(answer.headers.get('cache-control'), 'private, no-cache, must-revalidate');
    return [answer.status, answer.body.errors?.[0]?.extensions.code];
  };
  assert.deepEqual(await ask('ids-only', { query: now }), [400, 'PERSISTED_QUERY_ID_REQUIRED']);
  assert.deepEqual(await ask('safelist', { query: '{ slow }' }), [403, 'QUERY_NOT_IN_SAFELIST']);
  assert.deepEqual(await ask('safelist', { documentId: 'unknown' }), [404, 'PERSISTED_QUERY_NOT_IN_LIST']);
  assert.deepEqual(await ask('log', { documentId: 'echo', query: echo }), [
    400,
    'CANNOT_SEND_PQ_ID_AND_BODY',
  ]);
});

test('an operation that is not in the manifest is run and logged once', async () => {
  await using ticker = await startTicker();
  await using directory = await createDirectory();
  await directory.write('web.json', manifest(operations));
  const logs = collectLogs();
  const env = { PERSISTED_DOCUMENTS: 'log', PERSISTED_DOCUMENTS_FROM: directory.path };
  await using gateway = await startTestGateway({ sdl: ticker.sdl, env, logger: logs.logger });
  const headers = { 'apollographql-client-name': 'web' };
  for (const query of ['{ whoAmI }', '{ whoAmI }', now]) {
    assert.equal((await gateway.post({ query }, headers)).status, 200);
  }
  const said = logs.lines.filter(({ msg }) => msg === 'operation is not among the persisted documents');
  assert.deepEqual(
    said.map(({ clientName, query }) => [clientName, query]),
    [['web', '{ whoAmI }']],
  );
});

test('documents that do not fit the supergraph are told by name, client and reason, again after a reload', async () => {
  await using ticker = await startTicker();
  await using directory = await createDirectory();
  const body = 'subscription Always { ticked @include(if: true) { n } }';
  const conditional = { id: 'always', name: 'Always', type: 'subscription', body };
  await directory.write('web.json', manifest([...operations, conditional]));
  const logs = collectLogs();
  const env = { PERSISTED_DOCUMENTS: 'safelist', PERSISTED_DOCUMENTS_FROM: directory.path };
  await using gateway = await startTestGateway({ sdl: ticker.sdl, env, logger: logs.logger });
  await logs.saw(/checked and planned/);
  const unfit = () =>
    logs.lines
      .filter(({ msg }) => msg === 'persisted document does not fit the supergraph')
      .map(({ name, clientName, reason }) => [name, clientName, reason]);
  assert.deepEqual(unfit(), [
    ['Old', 'ios', 'Cannot query field "gone" on type "Query".'],
    ['Always', null, 'Subscription "Always" must not use @include on its root field "ticked".'],
  ]);
  logs.lines.length = 0;
  await gateway.rewrite(ticker.sdl.replaceAll('echo(', 'say('));
  await logs.saw(/checked and planned/);
  assert.deepEqual(
    unfit().map(([name]) => name),
    ['Echo', 'Old', 'Always'],
  );
});

test('manifests of a directory are read together, and again when one changes; a bad one changes nothing', async () => {
  await using ticker = await startTicker();
  await using directory = await createDirectory();
  await directory.write('relay.json', JSON.stringify({ relay: now }));
  const logs = collectLogs();
  const env = { PERSISTED_DOCUMENTS: 'ids-only', PERSISTED_DOCUMENTS_FROM: directory.path };
  await using gateway = await startTestGateway({ sdl: ticker.sdl, env, logger: logs.logger });
  assert.equal((await gateway.post({ documentId: 'relay' })).status, 200);
  assert.equal((await gateway.post({ documentId: 'echo' })).status, 404);
  logs.lines.length = 0;
  await directory.write('web.json', manifest(operations));
  await logs.saw(/persisted documents loaded/);
  assert.equal((await gateway.post({ documentId: 'relay' })).status, 200);
  assert.equal((await gateway.post({ documentId: 'echo' })).status, 200);
  await directory.write('web.json', 'nonsense');
  await logs.saw(/persisted documents refused/);
  assert.equal((await gateway.post({ documentId: 'echo' })).status, 200);
});

test('a gateway does not start with a manifest that it cannot read', async () => {
  await using ticker = await startTicker();
  const env = { PERSISTED_DOCUMENTS: 'safelist', PERSISTED_DOCUMENTS_FROM: '/nowhere/manifest.json' };
  await assert.rejects(startTestGateway({ sdl: ticker.sdl, env }), { code: 'PERSISTED_DOCUMENTS_INVALID' });
});

test('manifests are published to Redis, listed and removed, and gateways follow', async () => {
  await using ticker = await startTicker();
  await using redis = await startRedis();
  await using directory = await createDirectory();
  await directory.write('web.json', manifest(operations));
  const said: string[] = [];
  const run = (command: Parameters<typeof runDocumentsCommand>[0]) =>
    runDocumentsCommand(command, { env: { REDIS_URL: redis.url }, say: (line) => said.push(line) });
  const logs = collectLogs();
  const env = { PERSISTED_DOCUMENTS: 'ids-only', PERSISTED_DOCUMENTS_FROM: 'redis', REDIS_URL: redis.url };
  await using gateway = await startTestGateway({ sdl: ticker.sdl, env, logger: logs.logger });
  await logs.saw(/persisted documents loaded/);
  assert.equal((await gateway.post({ documentId: 'echo' })).status, 404);
  await run({ action: 'list' });
  logs.lines.length = 0;
  await run({ action: 'publish', file: join(directory.path, 'web.json'), name: undefined });
  await logs.saw(/persisted documents loaded/);
  assert.equal((await gateway.post({ documentId: 'echo' })).status, 200);
  await run({ action: 'list' });
  await redis.kill();
  assert.equal((await gateway.post({ documentId: 'echo' })).status, 200);
  await redis.restart();
  await logs.saw(/Redis has lost the published manifests/);
  assert.equal((await gateway.post({ documentId: 'echo' })).status, 200);
  logs.lines.length = 0;
  await run({ action: 'publish', file: join(directory.path, 'web.json'), name: 'other' });
  await run({ action: 'remove', name: 'other' });
  await assert.rejects(run({ action: 'remove', name: 'other' }), /no manifest "other"/);
  assert.deepEqual(said.slice(0, 4), [
    'no manifests are published',
    'published web: 5 documents',
    'web',
    `  ${sha256(now)} Now`,
  ]);
  assert.deepEqual(said.slice(-2), ['published other: 5 documents', 'removed other']);
  assert(said.includes('  old Old (ios)'));
});

test('manifests are published to a cluster that speaks to its clients node by node', async () => {
  await using redis = await startRedisCluster();
  await using directory = await createDirectory();
  await directory.write('web.json', manifest(operations));
  const said: string[] = [];
  const env = { REDIS_URL: redis.url, REDIS_CLUSTER: 'true' };
  const run = (command: Parameters<typeof runDocumentsCommand>[0]) =>
    runDocumentsCommand(command, { env, say: (line) => said.push(line) });
  await run({ action: 'publish', file: join(directory.path, 'web.json'), name: undefined });
  await run({ action: 'list' });
  await run({ action: 'remove', name: 'web' });
  await run({ action: 'list' });
  assert.deepEqual(said.slice(0, 2), ['published web: 5 documents', 'web']);
  assert.deepEqual(said.slice(-2), ['removed web', 'no manifests are published']);
});
