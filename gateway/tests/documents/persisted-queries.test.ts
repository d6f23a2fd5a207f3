import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { startRedis } from '@headgate/local-servers/redis/start-redis.ts';
import { Redis } from 'ioredis';
import { collectLogs } from '../helpers/collect-logs.ts';
import { startTestGateway, type TestGateway } from '../helpers/start-test-gateway.ts';
import { startTicker } from '../helpers/start-ticker.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const persisted = (query: string, version = 1) => ({
  persistedQuery: { version, sha256Hash: sha256(query) },
});
const query = '{ now }';

const codeOf = async (gateway: TestGateway, body: object) => {
  const answer = await gateway.post(body);
  return [answer.status, answer.body.errors?.[0]?.extensions.code];
};

test('a query is asked for once, then known by its hash, by POST and by GET', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  const missed = await gateway.post({ extensions: persisted(query) });
  assert.equal(missed.status, 200);
  assert.deepEqual(missed.body, {
    errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
  });
  assert.equal(missed.headers.get('cache-control'), 'private, no-cache, must-revalidate');
  assert.deepEqual((await gateway.post({ query, extensions: persisted(query) })).body, { data: { now: 1 } });
  assert.deepEqual((await gateway.post({ extensions: persisted(query) })).body, { data: { now: 1 } });
  const url = new URL(gateway.url);
  url.searchParams.set('extensions', JSON.stringify(persisted(query)));
  const response = await fetch(url, { headers: { 'apollo-require-preflight': 'true' } });
  assert.deepEqual(await response.json(), { data: { now: 1 } });
});

test('a hash of something else, and another version, are refused', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  assert.deepEqual(await codeOf(gateway, { query, extensions: persisted('{ other }') }), [
    400,
    'PERSISTED_QUERY_HASH_MISMATCH',
  ]);
  assert.deepEqual(await codeOf(gateway, { query, extensions: persisted(query, 2) }), [
    400,
    'PERSISTED_QUERY_NOT_SUPPORTED',
  ]);
});

test('an operation that does not fit the schema is not kept', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  const wrong = '{ later }';
  await gateway.post({ query: wrong, extensions: persisted(wrong) });
  assert.deepEqual(await codeOf(gateway, { extensions: persisted(wrong) }), [
    200,
    'PERSISTED_QUERY_NOT_FOUND',
  ]);
});

test('gateways share what they know through Redis, and trust nothing they find there', async () => {
  await using ticker = await startTicker();
  await using redis = await startRedis();
  const logs = [collectLogs(), collectLogs()] as const;
  const options = { sdl: ticker.sdl, env: { REDIS_URL: redis.url } };
  await using first = await startTestGateway({ ...options, logger: logs[0].logger });
  await using second = await startTestGateway({ ...options, logger: logs[1].logger });
  await Promise.all(logs.map((each) => each.saw(/cache is available/)));
  await first.post({ query, extensions: persisted(query) });
  assert.deepEqual((await second.post({ extensions: persisted(query) })).body, { data: { now: 1 } });
  const client = new Redis(redis.url);
  const key = `headgate:apq:${sha256('{ whoAmI }')}`;
  await client.set(key, '{ slow }');
  assert.deepEqual(await codeOf(first, { extensions: persisted('{ whoAmI }') }), [
    200,
    'PERSISTED_QUERY_NOT_FOUND',
  ]);
  client.disconnect();
});

test('Redis that is gone is a miss and nothing else, and is used again when it is back', async () => {
  await using ticker = await startTicker();
  await using redis = await startRedis();
  const logs = collectLogs();
  const options = { sdl: ticker.sdl, env: { REDIS_URL: redis.url }, logger: logs.logger };
  await using gateway = await startTestGateway(options);
  await logs.saw(/cache is available/);
  await redis.kill();
  await logs.saw(/cache is unavailable/);
  assert.deepEqual(await codeOf(gateway, { extensions: persisted(query) }), [
    200,
    'PERSISTED_QUERY_NOT_FOUND',
  ]);
  assert.deepEqual((await gateway.post({ query, extensions: persisted(query) })).body, { data: { now: 1 } });
  assert.deepEqual((await gateway.post({ extensions: persisted(query) })).body, { data: { now: 1 } });
  const before = logs.lines.length;
  await redis.restart();
  while (!logs.lines.slice(before).some(({ msg }) => msg === 'cache is available')) {
    await gateway.post({ query });
  }
  const said = logs.lines.filter(({ msg }) => /^cache is/.test(String(msg))).map(({ msg }) => msg);
  assert.deepEqual(said, [
    'cache is available',
    'cache is unavailable, requests go on without it',
    'cache is available',
  ]);
});

test('Redis that is slow is a miss at the deadline', async () => {
  await using ticker = await startTicker();
  await using redis = await startRedis();
  const logs = collectLogs();
  const options = { sdl: ticker.sdl, env: { REDIS_URL: redis.url }, logger: logs.logger };
  await using gateway = await startTestGateway(options);
  await logs.saw(/cache is available/);
  redis.process.kill('SIGSTOP');
  assert.deepEqual(await codeOf(gateway, { extensions: persisted(query) }), [
    200,
    'PERSISTED_QUERY_NOT_FOUND',
  ]);
  redis.process.kill('SIGCONT');
});
