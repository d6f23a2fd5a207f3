import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startRedis } from '@headgate/local-servers/redis/start-redis.ts';
import { startRedisCluster } from '@headgate/local-servers/redis/start-redis-cluster.ts';
import { Redis as Client } from 'ioredis';
import { connectInvalidator, type InvalidatorOptions } from './connect-invalidator.ts';
import { connectRedis } from './connect-redis.ts';

function openInvalidator(options: Omit<InvalidatorOptions, 'logger'>) {
  const lines: string[] = [];
  let heard = Promise.withResolvers<void>();
  const log = (_details: object, message: string) => {
    lines.push(message);
    heard.resolve();
    heard = Promise.withResolvers();
  };
  const invalidator = connectInvalidator({ ...options, logger: { info: log, warn: log } });
  return {
    ...invalidator,
    lines,
    async saw(message: string) {
      while (!lines.includes(message)) await heard.promise;
    },
  };
}

const readTags = async (client: Pick<Client, 'xrange'>, stream: string) =>
  (await client.xrange(stream, '-', '+')).map(([, fields]) => fields);

for (const [name, start] of Object.entries({ standalone: startRedis, cluster: startRedisCluster })) {
  test(`tags are written to the stream that gateways follow: ${name}`, async () => {
    await using redis = await start();
    const where = { url: redis.url, cluster: name === 'cluster' };
    const ready = Promise.withResolvers<void>();
    await using reading = connectRedis({ ...where, onReady: ready.resolve });
    await ready.promise;
    await using invalidator = openInvalidator({ ...where, prefix: 'p:' });
    // Before its connection stands it can only remember.
    await invalidator.invalidate(['a']);
    await invalidator.saw('caches hear of changes again');
    await invalidator.invalidate(['a', 'b']);
    assert.deepEqual(await readTags(reading.client, 'p:invalidations'), [
      ['tags', '["a"]'],
      ['tags', '["a","b"]'],
    ]);
  });
}

test('what cannot be written fails nobody, is said once, and is written when Redis is back', async () => {
  await using redis = await startRedis();
  await using invalidator = openInvalidator({ url: redis.url });
  await invalidator.invalidate(['first']);
  await invalidator.saw('caches hear of changes again');
  await redis.kill();
  invalidator.lines.length = 0;
  for (const tag of ['a', 'b', 'a']) await invalidator.invalidate([tag]);
  assert.deepEqual(invalidator.lines, ['caches do not hear of changes, they will when Redis is back']);
  await redis.restart();
  await invalidator.saw('caches hear of changes again');
  const client = new Client(redis.url);
  assert.deepEqual(await readTags(client, 'headgate:invalidations'), [['tags', '["a","b"]']]);
  client.disconnect();
});
