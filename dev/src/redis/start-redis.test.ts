import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Redis as Client } from 'ioredis';
import { findRedisServer } from './find-redis-server.ts';
import { startRedis } from './start-redis.ts';

test('a server answers, can be killed, and comes back on the same port', async () => {
  await using redis = await startRedis();
  const client = new Client(redis.url, { lazyConnect: true, retryStrategy: () => 20 });
  client.on('error', () => {});
  try {
    await client.connect();
    assert.equal(await client.set('key', 'value'), 'OK');
    await redis.kill();
    await redis.restart();
    assert.equal(await client.get('key'), null);
  } finally {
    client.disconnect();
  }
});

test('a machine without redis-server has none', async () => {
  assert.equal(await findRedisServer('/nowhere', '/nowhere'), undefined);
});
