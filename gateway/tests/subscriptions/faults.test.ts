import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { test } from 'node:test';
import type { Environment } from '@headgate/service/parse-config.ts';
import { collectLogs } from '../helpers/collect-logs.ts';
import { composeSupergraph } from '../helpers/compose-supergraph.ts';
import { openEventStream } from '../helpers/open-event-stream.ts';
import { openRawSocket } from '../helpers/raw-socket.ts';
import { startTcpProxy } from '../helpers/start-tcp-proxy.ts';
import { startTestGateway, type TestGateway } from '../helpers/start-test-gateway.ts';
import { startTicker } from '../helpers/start-ticker.ts';

const query = 'subscription { ticked { n author { name } } }';

/** A client that notes every event it gets. */
function watch(gateway: TestGateway) {
  const seen: number[] = [];
  let arrived = Promise.withResolvers<void>();
  const { promise: ended, resolve } = Promise.withResolvers<unknown>();
  gateway.connect().subscribe<{ ticked: { n: number } }>(
    { query },
    {
      next: ({ data }) => {
        seen.push(data?.ticked.n ?? Number.NaN);
        arrived.resolve();
        arrived = Promise.withResolvers();
      },
      error: resolve,
      complete: () => resolve('complete'),
    },
  );
  return {
    seen,
    ended,
    async saw(n: number) {
      while (!seen.includes(n)) await arrived.promise;
    },
  };
}

async function startBehindProxy(env: Environment = {}) {
  const stack = new AsyncDisposableStack();
  const ticker = stack.use(await startTicker());
  const proxy = stack.use(await startTcpProxy(ticker.ticks.url));
  const sdl = composeSupergraph([{ ...ticker.ticks, url: proxy.url }, ticker.names]);
  const gateway = stack.use(await startTestGateway({ sdl, env }));
  return { ticker, proxy, gateway, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

test('a connection that is cut costs the events of the gap, and nothing is doubled or out of order', async () => {
  await using system = await startBehindProxy();
  const { ticker, proxy, gateway } = system;
  const clients = [watch(gateway), watch(gateway), watch(gateway)];
  await ticker.subscribed(1);
  while (gateway.subscriptions.clients < 3) await new Promise((resolve) => setImmediate(resolve));
  for (const n of range(1, 20)) ticker.tick(n);
  await Promise.all(clients.map(({ saw }) => saw(20)));
  proxy.drop();
  await ticker.subscribed(0);
  for (const n of range(21, 30)) ticker.tick(n);
  await ticker.subscribed(1);
  for (const n of range(31, 50)) ticker.tick(n);
  await Promise.all(clients.map(({ saw }) => saw(50)));
  for (const { seen } of clients) assert.deepEqual(seen, [...range(1, 20), ...range(31, 50)]);
});

test('a connection that is delayed delays events, and loses none', async () => {
  await using system = await startBehindProxy();
  const { ticker, proxy, gateway } = system;
  const client = watch(gateway);
  await ticker.subscribed(1);
  ticker.tick(1);
  await client.saw(1);
  proxy.pause();
  for (const n of range(2, 40)) ticker.tick(n);
  assert.deepEqual(client.seen, [1]);
  proxy.resume();
  await client.saw(40);
  assert.deepEqual(client.seen, range(1, 40));
});

test('a frame that is cut in the middle is no event, and the next ones are whole', async () => {
  await using system = await startBehindProxy();
  const { ticker, proxy, gateway } = system;
  const client = watch(gateway);
  await ticker.subscribed(1);
  ticker.tick(1);
  await client.saw(1);
  proxy.truncateAfter(30);
  ticker.tick(2);
  await ticker.subscribed(0);
  await ticker.subscribed(1);
  ticker.tick(3);
  await client.saw(3);
  assert.deepEqual(client.seen, [1, 3]);
});

test('a reload while an event is being completed loses and doubles nothing', async () => {
  const slow = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  await using ticker = await startTicker({
    beforeName: async (id) => {
      if (id !== 'slow') return;
      asked.resolve();
      await slow.promise;
    },
  });
  const logs = collectLogs();
  await using gateway = await startTestGateway({ sdl: ticker.sdl, logger: logs.logger });
  const client = watch(gateway);
  await ticker.subscribed(1);
  ticker.tick(1);
  await client.saw(1);
  ticker.tick(2, 'slow');
  await asked.promise;
  const loaded = logs.lines.filter(({ msg }) => msg === 'supergraph loaded').length;
  await gateway.rewrite(ticker.sdl.replace('echo(', 'say('));
  while (logs.lines.filter(({ msg }) => msg === 'supergraph loaded').length === loaded) {
    await gateway.post({ query: '{ now }' });
  }
  for (const n of range(3, 10)) ticker.tick(n);
  slow.resolve();
  await client.saw(10);
  assert.deepEqual(client.seen, range(1, 10));
  assert.equal(ticker.subscribers.length, 1);
});

test('a drain while an event is being completed ends the subscription, and leaves nothing behind', async () => {
  const slow = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  await using ticker = await startTicker({
    beforeName: async () => {
      asked.resolve();
      await slow.promise;
    },
  });
  const gateway = await startTestGateway({ sdl: ticker.sdl });
  using client = await openRawSocket(gateway.url);
  client.send({ type: 'connection_init' });
  await client.receive();
  client.send({ id: '1', type: 'subscribe', payload: { query } });
  const stream = await openEventStream(gateway.url, { query, accept: 'text/event-stream' });
  await ticker.subscribed(1);
  ticker.tick(1);
  await asked.promise;
  const stopped = gateway[Symbol.asyncDispose]();
  await ticker.subscribed(0);
  slow.resolve();
  await stopped;
  assert.equal((await client.closed).code, 1001);
  assert.equal(await stream.text, ':\n\n');
  assert.deepEqual([gateway.subscriptions.upstreams, gateway.subscriptions.clients], [0, 0]);
});

test('a subgraph that stays away ends the subscription with one error, never with complete', async () => {
  await using system = await startBehindProxy({ SUBSCRIPTION_RETRIES: '1' });
  const { ticker, proxy, gateway } = system;
  const client = watch(gateway);
  await ticker.subscribed(1);
  ticker.tick(1);
  await client.saw(1);
  proxy.refuse();
  proxy.drop();
  const [error] = (await client.ended) as { extensions: { code: string } }[];
  assert.equal(error?.extensions.code, 'SUBREQUEST_WEBSOCKET_ERROR');
  assert.deepEqual(client.seen, [1]);
});

test('a gateway that stops while a socket to a subgraph opens stops cleanly', async () => {
  const rejections: unknown[] = [];
  const note = (reason: unknown) => void rejections.push(reason);
  process.on('unhandledRejection', note);
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  await using ticker = await startTicker();
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/graphql`;
  const gateway = await startTestGateway({
    sdl: composeSupergraph([{ ...ticker.ticks, url }, ticker.names]),
  });
  const client = watch(gateway);
  const [connection] = await once(silent, 'connection');
  const closed = once(connection.resume(), 'close');
  await gateway[Symbol.asyncDispose]();
  await closed;
  await client.ended;
  silent.close();
  process.off('unhandledRejection', note);
  assert.deepEqual(rejections, []);
});

test('the configuration file tells where a subgraph takes subscriptions, and how large an event may be', async () => {
  await using ticker = await startTicker();
  const sdl = composeSupergraph([{ ...ticker.ticks, url: 'http://127.0.0.1:1/graphql' }, ticker.names]);
  const webSocketUrl = ticker.ticks.url.replace('http', 'ws');
  await using gateway = await startTestGateway({
    sdl,
    env: { SUBSCRIPTION_RETRIES: '0' },
    settings: { subgraphs: { ticks: { webSocketUrl, maxReplyBytes: 300 } } },
  });
  const client = watch(gateway);
  await ticker.subscribed(1);
  ticker.tick(1);
  await client.saw(1);
  ticker.tick(2, 'x'.repeat(300));
  const [error] = (await client.ended) as { extensions: object }[];
  assert.deepEqual(error?.extensions, { code: 'SUBREQUEST_RESPONSE_TOO_LARGE', service: 'ticks' });
});
