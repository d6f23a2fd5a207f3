import assert from 'node:assert/strict';
import { EventEmitter, on } from 'node:events';
import { test } from 'node:test';
import { alertStreamKey, encodeAlert } from '@headgate/alerting/alert-stream.ts';
import { startRedis } from '@headgate/local-servers/redis/start-redis.ts';
import { connectRedis } from '@headgate/redis/connect-redis.ts';
import { createLogger } from '@headgate/service/create-logger.ts';
import { sampleAlert } from '../test-support/raise-alerts.ts';
import type { AlertSignal } from './alert-feed.ts';
import { startRedisAlertFeed } from './start-redis-alert-feed.ts';

const logger = createLogger({ name: 'test', level: 'silent' });

/** An id of a Redis whose clock is ahead. */
const future = '99999999999999-1';

/** A feed that follows already, what it tells ada, and a client that may do anything to its stream. */
async function openFeed(blockMs = 100) {
  await using cleanup = new AsyncDisposableStack();
  const redis = cleanup.use(await startRedis());
  const connection = cleanup.use(connectRedis({ url: redis.url }));
  await connection.ready(10_000);
  const feed = cleanup.use(startRedisAlertFeed({ url: redis.url }, logger, { blockMs }));
  const emitter = new EventEmitter();
  const signals = on(emitter, 'signal');
  feed.listen('ada', (signal) => emitter.emit('signal', signal));
  const next = async (): Promise<string> => {
    const signal: AlertSignal = (await signals.next()).value?.[0];
    return signal.kind === 'alert' ? signal.alert.id : signal.kind;
  };
  assert.equal(await next(), 'missed');
  const { client } = connection;
  const running = cleanup.move();
  return {
    feed,
    client,
    next,
    publish: (sequence: number, id = '*') =>
      client.xadd(alertStreamKey, id, ...encodeAlert(sampleAlert('ada', sequence))),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

test('a stream that is deleted while its last id lies in the future is told as "missed", and followed anew', async () => {
  await using opened = await openFeed();
  const { client, next, publish } = opened;
  await publish(1, future);
  assert.equal(await next(), 'ada-1');
  await client.del(alertStreamKey);
  await publish(2);
  assert.equal(await next(), 'missed');
  await publish(3);
  assert.equal(await next(), 'ada-3');
});

test('a Redis that is emptied, or is given older data, is noticed', async () => {
  await using opened = await openFeed();
  const { client, next, publish } = opened;
  await publish(1, '5-1');
  assert.equal(await next(), 'ada-1');
  await publish(2, future);
  assert.equal(await next(), 'ada-2');
  await client.flushall();
  assert.equal(await next(), 'missed');
  await publish(3, '4-1');
  assert.equal(await next(), 'ada-3');
});

test('more alerts than the stream keeps, before they could be read, are "missed"', async () => {
  await using opened = await openFeed(10_000);
  const { client, next, publish } = opened;
  await publish(1, '1-1');
  assert.equal(await next(), 'ada-1');
  const transaction = client.multi();
  for (let n = 2; n <= 1_000; n++)
    transaction.xadd(alertStreamKey, 'MAXLEN', 600, `${n}-1`, ...encodeAlert(sampleAlert('ada', n)));
  await transaction.exec();
  assert.equal(await next(), 'missed');
  assert.equal(await next(), 'ada-401');
});

test('a key that is no stream makes the feed unhealthy, until it is one', async () => {
  await using opened = await openFeed();
  const { feed, client, next, publish } = opened;
  await feed.check();
  await client.set(alertStreamKey, 'text');
  while (
    await feed.check().then(
      () => true,
      () => false,
    )
  )
    await new Promise(setImmediate);
  await client.del(alertStreamKey);
  assert.equal(await next(), 'missed');
  await publish(1);
  assert.equal(await next(), 'ada-1');
  await feed.check();
});

test('a stream that is only trimmed to nothing goes on', async () => {
  await using opened = await openFeed();
  const { client, next, publish } = opened;
  await publish(1);
  assert.equal(await next(), 'ada-1');
  await client.xtrim(alertStreamKey, 'MAXLEN', 0);
  assert.equal(await next(), 'missed');
  await publish(2);
  assert.equal(await next(), 'ada-2');
});
