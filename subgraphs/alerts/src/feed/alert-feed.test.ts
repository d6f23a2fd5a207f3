import assert from 'node:assert/strict';
import { EventEmitter, on } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { AlertDocument } from '@headgate/alerting/alert-document.ts';
import { alertStreamKey, encodeAlert } from '@headgate/alerting/alert-stream.ts';
import { alertsContainer } from '@headgate/alerting/alerting-containers.ts';
import { connectCosmos } from '@headgate/cosmos/connect-cosmos.ts';
import { ensureContainers } from '@headgate/cosmos/ensure-containers.ts';
import { startLocalCosmos } from '@headgate/local-cosmos/start-local-cosmos.ts';
import { findFreePort } from '@headgate/local-servers/ports/find-free-port.ts';
import { startRedis } from '@headgate/local-servers/redis/start-redis.ts';
import { startRedisCluster } from '@headgate/local-servers/redis/start-redis-cluster.ts';
import { connectRedis, type RedisSettings } from '@headgate/redis/connect-redis.ts';
import { createLogger } from '@headgate/service/create-logger.ts';
import { sampleAlert } from '../test-support/raise-alerts.ts';
import type { AlertFeed, AlertSignal } from './alert-feed.ts';
import { startCosmosAlertFeed } from './start-cosmos-alert-feed.ts';
import { startRedisAlertFeed } from './start-redis-alert-feed.ts';

const logger = createLogger({ name: 'test', level: 'silent' });

/** A feed, and its source: something to publish to, and to take away for a while. */
interface Adapter extends AsyncDisposable {
  readonly feed: AlertFeed;
  publish(alert: AlertDocument): Promise<void>;
  interrupt(): Promise<void>;
}

async function startRedisAdapter(): Promise<Adapter> {
  const redis = await startRedis();
  return followRedis(redis, { url: redis.url });
}

async function startClusterAdapter(): Promise<Adapter> {
  const redis = await startRedisCluster();
  return followRedis(redis, { url: redis.url, cluster: true });
}

function followRedis(
  redis: AsyncDisposable & { restart(): Promise<void> },
  settings: RedisSettings,
): Adapter {
  const feed = startRedisAlertFeed(settings, logger);
  const writing = connectRedis(settings);
  return {
    feed,
    interrupt: redis.restart,
    async publish(alert) {
      await writing.ready(10_000);
      await writing.client.xadd(alertStreamKey, '*', ...encodeAlert(alert));
    },
    async [Symbol.asyncDispose]() {
      await feed[Symbol.asyncDispose]();
      await writing[Symbol.asyncDispose]();
      await redis[Symbol.asyncDispose]();
    },
  };
}

async function startCosmosAdapter(): Promise<Adapter> {
  const port = await findFreePort();
  const directory = await mkdtemp(join(tmpdir(), 'headgate-feed-'));
  let cosmos = await startLocalCosmos({ port, directory });
  const account = { signInWith: 'key', connectionString: cosmos.connectionString } as const;
  const client = connectCosmos({ account, databaseId: 'test' });
  await ensureContainers(client.database, [alertsContainer]);
  const container = client.database.container(alertsContainer.id);
  const feed = startCosmosAlertFeed(container, logger);
  return {
    feed,
    async publish(alert) {
      await container.items.create(alert);
    },
    async interrupt() {
      await cosmos[Symbol.asyncDispose]();
      cosmos = await startLocalCosmos({ port, directory });
    },
    async [Symbol.asyncDispose]() {
      await feed[Symbol.asyncDispose]();
      client[Symbol.dispose]();
      await cosmos[Symbol.asyncDispose]();
      await rm(directory, { recursive: true });
    },
  };
}

/** Listens to a feed; `next` gives what it tells, one by one. */
function listenTo(feed: AlertFeed, userId: string) {
  const emitter = new EventEmitter();
  const signals = on(emitter, 'signal');
  const stop = feed.listen(userId, (signal) => emitter.emit('signal', signal));
  const next = async (): Promise<AlertSignal> => (await signals.next()).value?.[0];
  return { stop, next };
}

for (const [name, start] of [
  ['the Redis feed', startRedisAdapter],
  ['the feed of a Redis cluster', startClusterAdapter],
  ['the Cosmos DB feed', startCosmosAdapter],
] as const) {
  test(`${name} says "missed" once it follows, then tells each listener of its own user's alerts`, async () => {
    await using adapter = await start();
    const ada = listenTo(adapter.feed, 'ada');
    const again = listenTo(adapter.feed, 'ada');
    const ben = listenTo(adapter.feed, 'ben');
    for (const listener of [ada, again, ben]) assert.deepEqual(await listener.next(), { kind: 'missed' });
    await adapter.feed.check();
    await adapter.publish(sampleAlert('ben', 1));
    await adapter.publish(sampleAlert('ada', 1));
    await adapter.publish(sampleAlert('ada', 2));
    for (const listener of [ada, again]) {
      const signals = [await listener.next(), await listener.next()];
      const ids = signals.map((signal) => signal.kind === 'alert' && signal.alert.id);
      assert.deepEqual(ids, ['ada-1', 'ada-2']);
    }
    const signal = await ben.next();
    assert(signal.kind === 'alert' && signal.alert.message === 'alert 1');
  });

  test(`${name} tells nothing to who has stopped listening`, async () => {
    await using adapter = await start();
    const stays = listenTo(adapter.feed, 'ada');
    await stays.next();
    let heard = 0;
    const stop = adapter.feed.listen('ada', () => {
      heard++;
    });
    await adapter.publish(sampleAlert('ada', 1));
    await stays.next();
    stop();
    await adapter.publish(sampleAlert('ada', 2));
    await stays.next();
    assert.equal(heard, 1);
  });

  test(`${name} goes on after its source was away`, async () => {
    await using adapter = await start();
    const ada = listenTo(adapter.feed, 'ada');
    await ada.next();
    await adapter.interrupt();
    let signal: AlertSignal;
    let sequence = 0;
    // Each alert shows, or has been missed; after that the next one shows.
    do {
      await adapter.publish(sampleAlert('ada', ++sequence));
      signal = await ada.next();
    } while (signal.kind === 'missed');
    assert.match(signal.alert.id, /^ada-/);
  });
}

for (const [name, start] of [
  ['the Redis feed', startRedisAdapter],
  ['the feed of a Redis cluster', startClusterAdapter],
] as const) {
  test(`${name} says "missed" when it is back, since Redis may have lost what was published`, async () => {
    await using adapter = await start();
    const ada = listenTo(adapter.feed, 'ada');
    await ada.next();
    await adapter.interrupt();
    assert.deepEqual(await ada.next(), { kind: 'missed' });
  });
}

test('the Redis feed says how old is what it tells, and that nothing waits when all is told', async () => {
  await using redis = await startRedis();
  await using writing = connectRedis({ url: redis.url });
  await writing.ready(10_000);
  // A clock ahead of that of Redis stands for a process that comes late to its stream.
  await using feed = startRedisAlertFeed({ url: redis.url }, logger, {
    blockMs: 50,
    now: () => Date.now() + 60_000,
  });
  const ada = listenTo(feed, 'ada');
  await ada.next();
  assert.equal(feed.lagMs?.(), 0);
  let lagMs = 0;
  const told = new Promise<void>((resolve) =>
    feed.listen('ada', () => {
      lagMs = feed.lagMs?.() ?? 0;
      resolve();
    }),
  );
  await writing.client.xadd(alertStreamKey, '*', ...encodeAlert(sampleAlert('ada', 1)));
  await told;
  assert(lagMs >= 59_000 && lagMs < 120_000, String(lagMs));
  while (feed.lagMs?.() !== 0) await new Promise((resolve) => setImmediate(resolve));
});
