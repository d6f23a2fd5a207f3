import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Redis as Client } from 'ioredis';
import { connectRedis } from './connect-redis.ts';
import { startTlsRedis } from './test-support/start-tls-redis.ts';

test('a rediss URL is TLS, and the server must have a certificate of the authority that is given', async () => {
  await using redis = await startTlsRedis();
  for (const url of [redis.url, redis.url.replace('localhost', '127.0.0.1')]) {
    const ready = Promise.withResolvers<void>();
    await using connection = connectRedis({
      url,
      ca: redis.ca,
      onReady: ready.resolve,
      onProblem: ready.reject,
    });
    await ready.promise;
    await connection.client.set('key', url);
    const plain = new Client(redis.plain.url);
    assert.equal(await plain.get('key'), url);
    plain.disconnect();
  }
});

test('a certificate that nobody vouches for is a problem, and no command is sent', async () => {
  await using redis = await startTlsRedis();
  const problem = Promise.withResolvers<Error>();
  await using connection = connectRedis({ url: redis.url, onProblem: problem.resolve });
  assert.match((await problem.promise).message, /self-signed certificate/);
  await assert.rejects(connection.client.get('key'));
});
