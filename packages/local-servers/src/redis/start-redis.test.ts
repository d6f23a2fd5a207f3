import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

test('data outlives a restart, and a server that was left behind is taken over', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'headgate-redis-'));
  try {
    const left = await startRedis({ directory });
    const writer = new Client(left.url);
    await writer.set('key', 'value');
    writer.disconnect();
    await using redis = await startRedis({ directory, port: Number(new URL(left.url).port) });
    assert.notEqual(left.process.exitCode ?? left.process.signalCode, null);
    const reader = new Client(redis.url);
    assert.equal(await reader.get('key'), 'value');
    reader.disconnect();
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});

test('a machine without redis-server has none', async () => {
  assert.equal(await findRedisServer('/nowhere', '/nowhere'), undefined);
});
