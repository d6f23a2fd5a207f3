import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlertDocument } from '@headgate/alerting/alert-document.ts';
import { alertStreamKey, decodeAlert } from '@headgate/alerting/alert-stream.ts';
import { startRedis } from '@headgate/local-servers/redis/start-redis.ts';
import { startRedisCluster } from '@headgate/local-servers/redis/start-redis-cluster.ts';
import { connectRedis, type RedisSettings } from '@headgate/redis/connect-redis.ts';
import { createAlertPublisher } from './create-alert-publisher.ts';

const alerts = (...ids: readonly string[]) => ids.map((id) => ({ type: 'alert', id }) as AlertDocument);

async function readIds(settings: RedisSettings): Promise<(string | undefined)[]> {
  await using reading = connectRedis(settings);
  await reading.ready(10_000);
  const entries = await reading.client.xrange(alertStreamKey, '-', '+');
  return entries.map(([, fields]) => decodeAlert(fields)?.id);
}

for (const [name, start] of Object.entries({ standalone: startRedis, cluster: startRedisCluster })) {
  test(`alerts are in the stream, in the order given: ${name}`, async () => {
    await using redis = await start();
    const settings = { url: redis.url, cluster: name === 'cluster' };
    await using publisher = createAlertPublisher(settings);
    await publisher.publish(alerts('a', 'b', 'c'));
    await publisher.publish(alerts('d'));
    assert.deepEqual(await readIds(settings), ['a', 'b', 'c', 'd']);
  });

  test(`a call waits for Redis that is gone, and the next ones go on: ${name}`, async () => {
    await using redis = await start();
    const settings = { url: redis.url, cluster: name === 'cluster' };
    const nodes = 'nodes' in redis ? redis.nodes : [redis];
    await Promise.all(nodes.map((node) => node.kill()));
    await using publisher = createAlertPublisher(settings, { timeoutMs: 30_000 });
    const waiting = publisher.publish(alerts('a'));
    await redis.restart();
    await waiting;
    await publisher.publish(alerts('b'));
    assert.deepEqual(await readIds(settings), ['a', 'b']);
  });
}

test('a call that has waited long enough fails with the reason, and leaves nothing to be sent later', async () => {
  await using redis = await startRedis();
  await redis.kill();
  await using publisher = createAlertPublisher({ url: redis.url }, { timeoutMs: 200 });
  await assert.rejects(publisher.publish(alerts('a')), /Redis cannot be reached: .*ECONNREFUSED/);
  await redis.restart();
  const publish = (): Promise<void> => publisher.publish(alerts('b')).catch(publish);
  await publish();
  assert.deepEqual(await readIds({ url: redis.url }), ['b']);
});
