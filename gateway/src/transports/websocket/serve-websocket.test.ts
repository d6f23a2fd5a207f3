import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { test } from 'node:test';
import { startIdentityProvider } from '@headgate/identity-provider/start-identity-provider.ts';
import { WebSocket } from 'ws';
import { openRawSocket } from '../../../tests/helpers/raw-socket.ts';
import { startTestGateway } from '../../../tests/helpers/start-test-gateway.ts';
import { startTicker } from '../../../tests/helpers/start-ticker.ts';

const subscription = 'subscription { ticked { n author { name } } }';

test('queries, mutations and subscriptions go over one socket', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  const client = gateway.connect();
  const collect = (payload: { query: string; variables?: Record<string, unknown> }) =>
    Array.fromAsync(client.iterate(payload));
  assert.deepEqual(
    await collect({ query: 'query ($text: String) { echo(text: $text) }', variables: { text: 'hi' } }),
    [{ data: { echo: 'hi' } }],
  );
  assert.deepEqual(await collect({ query: 'mutation { reset }' }), [{ data: { reset: 0 } }]);
  const events = collect({ query: subscription });
  await ticker.subscribed(1);
  ticker.tick(1);
  ticker.tick(2, 'bob');
  ticker.complete();
  assert.deepEqual(await events, [
    { data: { ticked: { n: 1, author: { name: 'name of ada' } } } },
    { data: { ticked: { n: 2, author: { name: 'name of bob' } } } },
  ]);
});

test('an operation that cannot run is an error of that operation, and the socket stays open', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  using raw = await openRawSocket(gateway.url);
  raw.send({ type: 'connection_init' });
  assert.deepEqual(await raw.receive(), { type: 'connection_ack' });
  const cases = [
    ['{ now', 'GRAPHQL_PARSE_FAILED'],
    ['{ later }', 'GRAPHQL_VALIDATION_FAILED'],
    ['{ now '.repeat(1_000), 'MAX_DEPTH_LIMIT'],
    ['subscription ($from: Int!) { ticked(from: $from) { n } }', 'BAD_USER_INPUT'],
  ];
  for (const [query, code] of cases) {
    raw.send({ id: '1', type: 'subscribe', payload: { query } });
    const answer = await raw.receive();
    assert.equal(answer['type'], 'error');
    const [error] = answer['payload'] as { extensions: { code: string } }[];
    assert.equal(error?.extensions.code, code);
  }
  raw.send({ id: '1', type: 'subscribe', payload: { query: '{ now }' } });
  assert.deepEqual(await raw.receive(), { id: '1', type: 'next', payload: { data: { now: 1 } } });
  assert.deepEqual(await raw.receive(), { id: '1', type: 'complete' });
});

test('automatic persisted queries work in subscribe', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  const client = gateway.connect();
  const extensions = {
    persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(subscription).digest('hex') },
  };
  const missed = client.iterate({ query: '', extensions }).next();
  await assert.rejects(missed, (errors: { extensions: { code: string } }[]) => {
    assert.equal(errors[0]?.extensions.code, 'PERSISTED_QUERY_NOT_FOUND');
    return true;
  });
  const registering = client.iterate({ query: subscription, extensions });
  const first = registering.next();
  await ticker.subscribed(1);
  ticker.tick(1);
  assert.equal((await first).done, false);
  const byHash = client.iterate({
    query: '',
    extensions: { ...extensions, headers: { authorization: 'Bearer of-another' } },
  });
  const event = byHash.next();
  await ticker.subscribed(2);
  ticker.tick(2);
  assert.deepEqual((await event).value, { data: { ticked: { n: 2, author: { name: 'name of ada' } } } });
});

test('a connection has so many operations and no more', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({
    sdl: ticker.sdl,
    env: { MAX_OPERATIONS_PER_CONNECTION: '2' },
  });
  const client = gateway.connect();
  const open = ['subscription { ticked { n } }', subscription].map((query) => client.iterate({ query }));
  const events = open.map((events) => events.next());
  await ticker.subscribed(2);
  await assert.rejects(
    client.iterate({ query: '{ now }' }).next(),
    (errors: { extensions: { code: string } }[]) => {
      assert.equal(errors[0]?.extensions.code, 'SUBSCRIPTION_LIMIT_EXCEEDED');
      return true;
    },
  );
  ticker.tick(1);
  assert.equal((await Promise.all(events)).length, 2);
  await open[0]?.return?.();
  await ticker.subscribed(1);
  assert.deepEqual((await client.iterate({ query: '{ now }' }).next()).value, { data: { now: 1 } });
});

test('a connection that goes on asking for more operations than it may have is closed', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({
    sdl: ticker.sdl,
    env: { MAX_OPERATIONS_PER_CONNECTION: '2' },
  });
  using raw = await openRawSocket(gateway.url);
  raw.send({ type: 'connection_init' });
  await raw.receive();
  for (let id = 0; id < 10; id += 1) {
    raw.send({ id: String(id), type: 'subscribe', payload: { query: subscription } });
  }
  assert.equal((await raw.closed).code, 4414);
  await ticker.subscribed(0);
});

test('a caller, and the process, have so many subscriptions and no more', async () => {
  await using issuer = await startIdentityProvider();
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({
    sdl: ticker.sdl,
    env: { ...issuer.env, MAX_SUBSCRIPTIONS: '3', MAX_SUBSCRIPTIONS_PER_CALLER: '2' },
  });
  const tokens = {
    ada: `Bearer ${await issuer.issueToken({ userId: 'ada' })}`,
    bob: `Bearer ${await issuer.issueToken({ userId: 'bob' })}`,
  };
  const exceeded = (errors: { extensions: { code: string } }[]) => {
    assert.equal(errors[0]?.extensions.code, 'SUBSCRIPTION_LIMIT_EXCEEDED');
    return true;
  };
  const subscribe = (authorization: string, n: number) =>
    gateway.connect({ connectionParams: { authorization } }).iterate({
      query: `subscription { ticked(from: ${n}) { n } }`,
    });
  const open = [subscribe(tokens.ada, 1), subscribe(tokens.ada, 2)];
  const events = open.map((iterator) => iterator.next());
  await ticker.subscribed(2);
  await assert.rejects(subscribe(tokens.ada, 3).next(), exceeded);
  const other = subscribe(tokens.bob, 1).next();
  await ticker.subscribed(3);
  await assert.rejects(subscribe(tokens.bob, 2).next(), exceeded);
  ticker.tick(2);
  await Promise.all([...events, other]);
  await open[0]?.return?.();
  await ticker.subscribed(2);
  const again = subscribe(tokens.bob, 2).next();
  await ticker.subscribed(3);
  ticker.tick(3);
  assert.equal((await again).value.data.ticked.n, 3);
});

test('a client that answers no ping is cut off', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl, env: { KEEP_ALIVE_MS: '20' } });
  const socket = new WebSocket(gateway.url.replace('http', 'ws'), 'graphql-transport-ws', {
    autoPong: false,
  });
  const [code] = await once(socket, 'close');
  assert.equal(code, 1006);
});

test('a client that completes a query before it is answered cancels its fetches, and keeps its socket', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  using raw = await openRawSocket(gateway.url);
  raw.send({ type: 'connection_init' });
  await raw.receive();
  const cancelled = ticker.ticks.aborted();
  const arrived = ticker.arrived();
  raw.send({ id: '1', type: 'subscribe', payload: { query: '{ slow }' } });
  await arrived;
  raw.send({ id: '1', type: 'complete' });
  await cancelled;
  raw.send({ id: '2', type: 'subscribe', payload: { query: '{ now }' } });
  assert.deepEqual(await raw.receive(), { id: '2', type: 'next', payload: { data: { now: 1 } } });
});

test('a client that goes away in the middle of a query cancels its fetches', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  using raw = await openRawSocket(gateway.url);
  raw.send({ type: 'connection_init' });
  await raw.receive();
  const cancelled = ticker.ticks.aborted();
  const arrived = ticker.arrived();
  raw.send({ id: '1', type: 'subscribe', payload: { query: '{ slow }' } });
  await arrived;
  raw.socket.terminate();
  await cancelled;
});

test('a gateway that stops closes sockets with 1001, and readiness fails first', async () => {
  await using ticker = await startTicker();
  const gateway = await startTestGateway({ sdl: ticker.sdl, env: { DRAIN_MS: '100' } });
  const sockets = await Promise.all([openRawSocket(gateway.url), openRawSocket(gateway.url)]);
  const first = Promise.race(sockets.map(({ closed }) => closed));
  const stopped = gateway[Symbol.asyncDispose]();
  await first;
  const probe = await fetch(new URL('/health/ready', gateway.url));
  assert.deepEqual([probe.status, await probe.json()], [503, { status: 'draining' }]);
  for (const { closed } of sockets) assert.deepEqual(await closed, { code: 1001, reason: 'Going away' });
  await stopped;
});
