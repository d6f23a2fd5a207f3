import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { openEventStream } from '../helpers/open-event-stream.ts';
import { openRawSocket } from '../helpers/raw-socket.ts';
import { startTestGateway, type TestGateway } from '../helpers/start-test-gateway.ts';
import { startTicker } from '../helpers/start-ticker.ts';

const query = 'subscription { ticked { author { id } } }';

/** Follows the ticker and takes nothing until it is told to. */
async function openSlowSocket(gateway: TestGateway) {
  const raw = await openRawSocket(gateway.url);
  raw.send({ type: 'connection_init' });
  await raw.receive();
  raw.send({ type: 'subscribe', id: '1', payload: { query } });
  raw.socket.pause();
  return { take: () => raw.socket.resume(), leave: () => raw[Symbol.dispose]() };
}

const openSlowStream = (accept: string) => async (gateway: TestGateway) => {
  const stream = await openEventStream(gateway.url, { query, accept, reads: false });
  return { take: () => void stream.read().catch(() => undefined), leave: () => undefined };
};

const clients = {
  websocket: openSlowSocket,
  sse: openSlowStream('text/event-stream'),
  multipart: openSlowStream('multipart/mixed;subscriptionSpec="1.0", application/json'),
};

async function readDepths(gateway: TestGateway) {
  const text = await (await fetch(gateway.metricsUrl ?? '')).text();
  const read = (name: string, transport: string) => {
    const prefix = `headgate_subscription_${name}{transport="${transport}"} `;
    return Number(
      text
        .split('\n')
        .find((line) => line.startsWith(prefix))
        ?.slice(prefix.length),
    );
  };
  return (transport: string) => ({
    total: read('queue_depth', transport),
    max: read('queue_depth_max', transport),
  });
}

for (const [transport, openClient] of Object.entries(clients)) {
  test(`what a slow client has not taken is told by its transport: ${transport}`, async () => {
    await using ticker = await startTicker();
    await using gateway = await startTestGateway({ sdl: ticker.sdl, env: { METRICS_PORT: '0' } });
    const client = await openClient(gateway);
    const fast = await openClient(gateway);
    fast.take();
    await ticker.subscribed(1);
    while (gateway.subscriptions.clients < 2) await delay(10);
    // Each is more than a client that reads has to wait for, and less than the kernel takes for one that does not.
    const author = 'a'.repeat(200_000);
    for (;;) {
      const delivered = gateway.subscriptions.deliveries;
      ticker.tick(1, author);
      while (gateway.subscriptions.deliveries < delivered + 2) await delay(1);
      const depths = await readDepths(gateway);
      const { total, max } = depths(transport);
      for (const other of Object.keys(clients).filter((name) => name !== transport))
        assert.deepEqual(depths(other), { total: 0, max: 0 });
      assert.ok(max <= total);
      if (max > 3) break;
    }
    client.take();
    while ((await readDepths(gateway))(transport).total > 0) await delay(10);
    client.leave();
    fast.leave();
  });
}

test('events that wait for subgraphs are told until they are complete', async () => {
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<void>();
  await using ticker = await startTicker({
    beforeName() {
      asked.resolve();
      return answer.promise;
    },
  });
  await using gateway = await startTestGateway({ sdl: ticker.sdl, env: { METRICS_PORT: '0' } });
  const events = gateway.connect().iterate({ query: 'subscription { ticked { author { name } } }' });
  const event = events.next();
  await ticker.subscribed(1);
  ticker.tick(1);
  await asked.promise;
  const readCompleting = async () =>
    /^headgate_subscription_completing (\d+)$/m.exec(
      await (await fetch(gateway.metricsUrl ?? '')).text(),
    )?.[1];
  assert.equal(await readCompleting(), '1');
  answer.resolve();
  await event;
  assert.equal(await readCompleting(), '0');
  await events.return?.();
});
