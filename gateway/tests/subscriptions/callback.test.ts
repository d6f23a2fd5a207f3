import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Environment } from '@headgate/service/parse-config.ts';
import { openRawSocket, type RawSocket } from '../helpers/raw-socket.ts';
import { type CallbackSubgraph, startCallbackSubgraph } from '../helpers/start-callback-subgraph.ts';
import { startTestGateway } from '../helpers/start-test-gateway.ts';
import { startTicker, type Ticker } from '../helpers/start-ticker.ts';

const query = 'subscription ($from: Int) { ticked(from: $from) { n author { name } } }';
const event = (n: number) => ({ data: { ticked: { n, author: { name: 'name of ada' } } } });

/** A ticker whose `ticks` calls back. */
async function startCallbackTicker() {
  let subgraph: CallbackSubgraph | undefined;
  const ticker = await startTicker({
    startTicks: async (options) => {
      subgraph = await startCallbackSubgraph(options);
      return subgraph;
    },
  });
  return { ...ticker, subgraph: subgraph as CallbackSubgraph };
}

const startCallbackGateway = (ticker: Ticker, callback: object, env: Environment) =>
  startTestGateway({
    sdl: ticker.sdl,
    env,
    settings: { subscriptions: { callback: { subgraphs: ['ticks'], port: 0, ...callback } } },
  });

async function startSystem({ callback = {}, env = {} }: { callback?: object; env?: Environment } = {}) {
  await using cleanup = new AsyncDisposableStack();
  const ticker = cleanup.use(await startCallbackTicker());
  const gateway = cleanup.use(await startCallbackGateway(ticker, callback, env));
  const running = cleanup.move();
  const { subgraph } = ticker;
  return { ticker, gateway, subgraph, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

test('a subgraph calls back with the events of a subscription, which end when it completes', async () => {
  await using system = await startSystem();
  const { ticker, gateway, subgraph } = system;
  const events = Array.fromAsync(gateway.connect().iterate({ query, variables: { from: 2 } }));
  await ticker.subscribed(1);
  for (let n = 1; n <= 20; n += 1) ticker.tick(n);
  ticker.complete();
  assert.deepEqual(
    await events,
    Array.from({ length: 19 }, (_, index) => event(index + 2)),
  );
  assert.deepEqual(subgraph.sent[0], { action: 'check', status: 204 });
  assert.equal(subgraph.sent.filter(({ status }) => status !== 204).length, 0);
  assert.equal(ticker.subscribers.length, 1);
});

test('clients share what calls back, and the last one to leave ends it at the next callback', async () => {
  await using system = await startSystem();
  const { ticker, gateway, subgraph } = system;
  const authorization = 'Bearer a';
  const clients = [1, 2, 3].map(() =>
    gateway.connect().iterate({ query, extensions: { headers: { authorization } } }),
  );
  const events = clients.map((client) => client.next());
  await ticker.subscribed(1);
  while (gateway.subscriptions.clients < 3) await new Promise((resolve) => setImmediate(resolve));
  ticker.tick(1);
  for (const { value } of await Promise.all(events)) assert.deepEqual(value, event(1));
  assert.deepEqual(ticker.subscribers, [{ authorization }]);
  assert.equal(gateway.subscriptions.sharedExecutions, 2);
  const gone = subgraph.answered('next', 404);
  for (const client of clients) await client.return?.();
  while (gateway.subscriptions.upstreams > 0) await new Promise(setImmediate);
  ticker.tick(2);
  await gone;
  await ticker.subscribed(0);
});

test('a subgraph whose heartbeats stop is subscribed to again, and clients notice nothing but the gap', async () => {
  await using system = await startSystem({ callback: { heartbeatMs: 200 } });
  const { ticker, gateway, subgraph } = system;
  const events = gateway.connect().iterate({ query });
  const first = events.next();
  await ticker.subscribed(1);
  ticker.tick(1);
  assert.deepEqual((await first).value, event(1));
  subgraph.cut();
  await ticker.subscribed(0);
  ticker.tick(2);
  await ticker.subscribed(1);
  ticker.tick(3);
  assert.deepEqual((await events.next()).value, event(3));
  assert.equal(ticker.subscribers.length, 2);
});

test('a subgraph that stays away ends the subscription with one error', async () => {
  await using system = await startSystem({
    callback: { heartbeatMs: 200 },
    env: { SUBSCRIPTION_RETRIES: '0' },
  });
  const { ticker, gateway, subgraph } = system;
  const events = gateway.connect().iterate({ query });
  const first = events.next();
  await ticker.subscribed(1);
  ticker.tick(1);
  await first;
  const next = events.next();
  subgraph.cut();
  await assert.rejects(next, (errors: readonly object[]) => {
    assert.deepEqual(errors, [
      {
        message: 'The connection to the subgraph was lost or refused.',
        extensions: { code: 'SUBREQUEST_WEBSOCKET_ERROR', service: 'ticks' },
      },
    ]);
    return true;
  });
  assert.equal(gateway.subscriptions.upstreams, 0);
});

test('heartbeats that are switched off are not waited for', async () => {
  await using system = await startSystem({ callback: { heartbeatMs: 0 } });
  const { ticker, gateway, subgraph } = system;
  const events = gateway.connect().iterate({ query });
  const first = events.next();
  await ticker.subscribed(1);
  ticker.tick(1);
  assert.deepEqual((await first).value, event(1));
  assert.deepEqual(
    subgraph.sent.map(({ action }) => action),
    ['check', 'next'],
  );
});

test('what the subgraph refuses is an error of the subscription, and is not asked again', async () => {
  await using system = await startSystem();
  const refused = system.gateway.connect().iterate({ query: 'subscription { refused }' });
  await assert.rejects(Array.fromAsync(refused), (errors: readonly object[]) => {
    assert.deepEqual(errors, [
      {
        message: 'The subgraph reported an error.',
        extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', service: 'ticks' },
      },
    ]);
    return true;
  });
  assert.equal(system.subgraph.sent.filter(({ action }) => action === 'check').length, 1);
});

test('a subgraph that stops completes its subscriptions', async () => {
  await using system = await startSystem();
  const { ticker, gateway, subgraph } = system;
  const events = Array.fromAsync(gateway.connect().iterate({ query }));
  await ticker.subscribed(1);
  await subgraph[Symbol.asyncDispose]();
  assert.deepEqual(await events, []);
});

test('a gateway that stops answers 404 until it is gone, so that the subgraph stops', async () => {
  await using ticker = await startCallbackTicker();
  const gateway = await startCallbackGateway(ticker, {}, { DRAIN_MS: '500' });
  const sockets: RawSocket[] = [];
  for (const from of [1, 2]) {
    const socket = await openRawSocket(gateway.url);
    sockets.push(socket);
    socket.send({ type: 'connection_init' });
    await socket.receive();
    socket.send({ id: '1', type: 'subscribe', payload: { query, variables: { from } } });
  }
  await ticker.subscribed(2);
  const gone = ticker.subgraph.answered('next', 404);
  const stopped = gateway[Symbol.asyncDispose]();
  await sockets[0]?.closed;
  ticker.tick(9);
  await gone;
  await ticker.subscribed(1);
  await stopped;
});

test('a subscription that is kept over a reload goes on with the callbacks it has', async () => {
  await using system = await startSystem();
  const { ticker, gateway } = system;
  const events = gateway.connect().iterate({ query });
  const first = events.next();
  await ticker.subscribed(1);
  ticker.tick(1);
  await first;
  await gateway.rewrite(ticker.sdl.replace('echo(', 'say('));
  const isOld = async () =>
    (await gateway.post({ query: '{ say }' })).body.errors?.[0]?.extensions.service === undefined;
  while (await isOld());
  ticker.tick(2);
  assert.deepEqual((await events.next()).value, event(2));
  assert.equal(ticker.subscribers.length, 1);
});
