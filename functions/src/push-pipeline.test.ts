import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { alertStreamKey, decodeAlert } from '@headgate/alerting/alert-stream.ts';
import type { OutboxDocument } from '@headgate/alerting/outbox-document.ts';
import { type Redis as RedisServer, startRedis } from '@headgate/local-servers/redis/start-redis.ts';
import type { SinkDevice } from '@headgate/push-sink/hub/hub-state.ts';
import { displayedOn } from '@headgate/push-sink/start-push-sink.ts';
import { Redis } from 'ioredis';
import { functionsKey } from './test-support/start-pipeline.ts';
import { startPushPipeline } from './test-support/start-push-pipeline.ts';
import { square, walk } from './test-support/walk.ts';

// Every test has users of its own.
let redis: RedisServer;
let pipeline: Awaited<ReturnType<typeof startPushPipeline>>;
before(async () => {
  redis = await startRedis();
  pipeline = await startPushPipeline(redis.url);
});
after(async () => {
  await pipeline[Symbol.asyncDispose]();
  await redis[Symbol.asyncDispose]();
});

/** Users who watch the square; each event of even number of a walk raises an alert. */
async function watchSquare(userId: string): Promise<string> {
  return (await pipeline.connect(userId)).watch('ENTER', square);
}

async function goToSquare(userId: string, from: number, to: number): Promise<void> {
  for (const event of walk(userId, to).slice(from)) await pipeline.activity.items.create(event);
}

/** Resolves when a device has got so many notifications; answers the collapse ids of all, in the order in which they came. */
function receivedBy(id: string, count: number): Promise<(string | null | undefined)[]> {
  return pipeline.sink.waitFor((devices: readonly SinkDevice[]) => {
    const log = devices.find(({ installationId }) => installationId === id)?.log ?? [];
    return log.length >= count && log.map(({ display }) => display?.collapseId);
  });
}

async function alertIdsOf(userId: string): Promise<string[]> {
  const query = 'SELECT VALUE c.id FROM c WHERE c.type = "alert" ORDER BY c.sequence ASC';
  return (await pipeline.alerts.items.query<string>(query, { partitionKey: userId }).fetchAll()).resources;
}

async function outboxOf(userId: string): Promise<OutboxDocument[]> {
  const query = 'SELECT * FROM c WHERE c.type = "outbox"';
  return (await pipeline.alerts.items.query<OutboxDocument>(query, { partitionKey: userId }).fetchAll())
    .resources;
}

test('an event becomes an alert on all devices of its user, and on nobody else’s', async () => {
  const ada = await pipeline.registerUser('ada');
  const ben = await pipeline.registerUser('ben');
  const phones = [await ada.registerPhone('first'), await ada.registerPhone('second')];
  const bens = await ben.registerPhone('third');
  for (const userId of ['ada', 'ben']) await watchSquare(userId);
  const mute = 'mutation { updateNotificationPreferences(input: { minSeverity: CRITICAL }) { id } }';
  await ben.execute(mute);
  await goToSquare('ben', 0, 5);
  await goToSquare('ada', 0, 5);
  for (const phone of phones) {
    const received = await receivedBy(phone, 3);
    assert.deepEqual(received, await alertIdsOf('ada'));
    const texts = displayedOn(pipeline.sink.devices, phone).map(({ title, text }) => `${title}: ${text}`);
    assert.deepEqual(texts, Array(3).fill('Alert: Square: entered the area.'));
  }
  // Ben has asked for critical alerts alone: he hears again when he has not.
  while ((await outboxOf('ben')).filter(({ push }) => push?.phase === 'omitted').length < 3);
  await ben.execute('mutation { updateNotificationPreferences(input: { minSeverity: INFO }) { id } }');
  await goToSquare('ben', 5, 7);
  assert.deepEqual(await receivedBy(bens, 1), (await alertIdsOf('ben')).slice(-1));
});

test('a busy hub gets the alert again, and what is live does not wait for it', async () => {
  const phone = await (await pipeline.registerUser('cem')).registerPhone('phone');
  const client = await pipeline.connect('cem');
  await client.watch('ENTER', square);
  pipeline.sink.fail({ operation: 'send', status: 429, retryAfterSeconds: 1, times: 2 });
  await goToSquare('cem', 0, 1);
  const [live] = await client.takeAll(1);
  assert.deepEqual(await receivedBy(phone, 1), [live?.id]);
});

test('functions that are killed between the stream and the push send both, and the stream once', async () => {
  const phone = await (await pipeline.registerUser('dan')).registerPhone('phone');
  await watchSquare('dan');
  const stalled = pipeline.sink.stall('send');
  await goToSquare('dan', 0, 9);
  await stalled.reached;
  const client = new Redis(redis.url);
  const published = async () => {
    const alerts = (await client.xrange(alertStreamKey, '-', '+')).map(([, fields]) => decodeAlert(fields));
    return alerts.filter((alert) => alert?.userId === 'dan').map((alert) => alert?.id);
  };
  while (new Set(await published()).size < 5);
  while ((await outboxOf('dan')).some(({ sentAt }) => sentAt === null));
  const before = await published();
  await pipeline.restartFunctions();
  stalled.release();
  await pipeline.sink.waitFor((devices) => displayedOn(devices, phone).length >= 5);
  while ((await outboxOf('dan')).some(({ push }) => push?.phase !== 'sent'));
  // What the hub was given twice is shown once.
  assert.deepEqual(
    displayedOn(pipeline.sink.devices, phone)
      .map(({ collapseId }) => collapseId)
      .toSorted(),
    (await alertIdsOf('dan')).toSorted(),
  );
  assert.deepEqual(await published(), before);
  client.disconnect();
});

test('a push that the hub cannot take is a dead letter with the reason, and the replay sends it', async () => {
  const phone = await (await pipeline.registerUser('eve')).registerPhone('phone');
  await watchSquare('eve');
  pipeline.sink.fail({ operation: 'send', status: 400, times: 1 });
  await goToSquare('eve', 0, 3);
  await receivedBy(phone, 1);
  const replay = async () => JSON.parse((await pipeline.replay('push-alerts', functionsKey)).body);
  const [letter] = (await pipeline.deadLetters.items.readAll().fetchAll()).resources;
  assert.match(letter?.['reason'].message, /refused on demand/);
  assert.deepEqual(await replay(), { replayed: 1, buried: 0, hasMore: false });
  const received = await receivedBy(phone, 2);
  assert.deepEqual(received.toSorted(), (await alertIdsOf('eve')).toSorted());
});

test('a device from which the app was removed leaves the hub and its user’s account', async () => {
  const fay = await pipeline.registerUser('fay');
  const [gone, kept] = [await fay.registerPhone('gone'), await fay.registerPhone('kept')];
  await watchSquare('fay');
  pipeline.sink.uninstall(gone);
  await goToSquare('fay', 0, 1);
  await receivedBy(kept, 1);
  await pipeline.sink.waitFor((devices) =>
    devices.some(({ installationId, isInstalled }) => installationId === gone && !isInstalled),
  );
  const { viewer } = await fay.execute<{ viewer: { devices: { id: string }[] } }>(
    '{ viewer { devices { id } } }',
  );
  assert.deepEqual(viewer.devices, [{ id: kept }]);
  assert.deepEqual(displayedOn(pipeline.sink.devices, gone), []);
});
