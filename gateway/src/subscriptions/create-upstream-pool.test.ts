import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { type WebSocket, WebSocketServer } from 'ws';
import { createUpstreamPool } from './create-upstream-pool.ts';
import type { UpstreamFailure } from './upstream.ts';

interface Message {
  readonly id: string;
  readonly type: string;
}

/** A subgraph that says what `answer` says to each message. */
async function startUpstream(answer: (socket: WebSocket, message: Message) => void) {
  const server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    handleProtocols: () => 'graphql-transport-ws',
  });
  const connections: WebSocket[] = [];
  server.on('connection', (socket) => {
    connections.push(socket);
    socket.on('message', (data) => answer(socket, JSON.parse(String(data))));
  });
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    connections,
    [Symbol.dispose]() {
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}

const send = (socket: WebSocket, message: object) => socket.send(JSON.stringify(message));
const timing = { timeoutMs: 50, keepAliveMs: 20, idleMs: 10, retries: 0, retryWait: async () => undefined };

function listen() {
  const events: unknown[] = [];
  const { promise: ended, resolve } = Promise.withResolvers<UpstreamFailure | 'complete'>();
  return {
    events,
    ended,
    next: (event: unknown) => void events.push(event),
    fail: (failure: UpstreamFailure) => resolve(failure),
    complete: () => resolve('complete'),
  };
}

const request = (url: string, replays = false) => ({
  subgraph: 'ticks',
  url,
  query: 'subscription { ticked }',
  variables: {},
  headers: {},
  replays,
});

test('a subgraph that answers no ping is given up', async () => {
  using upstream = await startUpstream((socket, { type }) => {
    if (type === 'connection_init') send(socket, { type: 'connection_ack' });
  });
  using pool = createUpstreamPool(timing);
  const sink = listen();
  pool.subscribe(request(upstream.url), sink);
  const failure = await sink.ended;
  assert(failure !== 'complete' && failure.kind === 'lost');
});

test('a subgraph that accepts no connection is given up', async () => {
  using upstream = await startUpstream(() => {});
  using pool = createUpstreamPool(timing);
  const sink = listen();
  pool.subscribe(request(upstream.url), sink);
  const failure = await sink.ended;
  assert(failure !== 'complete' && failure.kind === 'lost');
});

test('a subgraph that breaks the protocol is given up', async () => {
  using upstream = await startUpstream((socket, { type }) => {
    if (type === 'connection_init') send(socket, { type: 'connection_ack' });
    else if (type === 'subscribe') socket.send('{"type":"nonsense"}');
  });
  using pool = createUpstreamPool({ ...timing, keepAliveMs: 10_000 });
  const sink = listen();
  pool.subscribe(request(upstream.url), sink);
  const failure = await sink.ended;
  assert(failure !== 'complete' && failure.kind === 'lost');
});

test('a socket is closed a while after its last subscription has left, and a new one is made for the next', async () => {
  using upstream = await startUpstream((socket, { type, id }) => {
    if (type === 'connection_init') send(socket, { type: 'connection_ack' });
    else if (type === 'ping') send(socket, { type: 'pong' });
    else if (type === 'subscribe') {
      send(socket, { id, type: 'next', payload: { data: { ticked: 1 } } });
      send(socket, { id, type: 'complete' });
    }
  });
  using pool = createUpstreamPool(timing);
  for (const sockets of [1, 2]) {
    const sink = listen();
    pool.subscribe(request(upstream.url), sink);
    assert.equal(await sink.ended, 'complete');
    assert.deepEqual(sink.events, [{ data: { ticked: 1 } }]);
    assert.equal(upstream.connections.length, sockets);
    await once(upstream.connections[sockets - 1] as WebSocket, 'close');
  }
});

test('who has left hears nothing more', async () => {
  using upstream = await startUpstream((socket, { type, id }) => {
    if (type === 'connection_init') send(socket, { type: 'connection_ack' });
    else if (type === 'subscribe') send(socket, { id, type: 'next', payload: { data: { ticked: 1 } } });
  });
  using pool = createUpstreamPool({ ...timing, keepAliveMs: 10_000 });
  const first = listen();
  pool.subscribe(request(upstream.url), first)();
  const second = listen();
  const { promise: heard, resolve } = Promise.withResolvers<void>();
  pool.subscribe(request(upstream.url), { ...second, next: () => resolve() });
  await heard;
  assert.deepEqual(first.events, []);
});

test('a lost socket is opened again and its subscriptions are asked for again, unless they begin with past events', async () => {
  let accepted = 0;
  using upstream = await startUpstream((socket, { type, id }) => {
    if (type === 'connection_init') send(socket, { type: 'connection_ack' });
    else if (type === 'subscribe') {
      accepted += 1;
      send(socket, { id, type: 'next', payload: { data: { ticked: accepted } } });
      if (accepted < 4) socket.terminate();
      else send(socket, { id, type: 'complete' });
    }
  });
  using pool = createUpstreamPool({ ...timing, keepAliveMs: 10_000, retries: 3 });
  const replaying = listen();
  pool.subscribe(request(upstream.url, true), replaying);
  const lost = await replaying.ended;
  assert(lost !== 'complete' && lost.kind === 'lost');
  const sink = listen();
  pool.subscribe(request(upstream.url), sink);
  assert.equal(await sink.ended, 'complete');
  assert.deepEqual(
    sink.events.map((event) => (event as { data: { ticked: number } }).data.ticked),
    [2, 3, 4],
  );
});

test('a subgraph that stays away is tried so often and no more', async () => {
  const waits: number[] = [];
  using pool = createUpstreamPool({
    ...timing,
    retries: 3,
    retryWait: async (retry) => void waits.push(retry),
  });
  const sink = listen();
  pool.subscribe(request('http://127.0.0.1:1/graphql'), sink);
  const failure = await sink.ended;
  assert(failure !== 'complete' && failure.kind === 'lost');
  assert.deepEqual(waits, [0, 1, 2]);
});

test('a subgraph that refuses the connection for good is not tried again', async () => {
  using upstream = await startUpstream((socket) => socket.close(4401, 'Unauthorized'));
  using pool = createUpstreamPool({ ...timing, retries: 3 });
  const sink = listen();
  pool.subscribe(request(upstream.url), sink);
  const failure = await sink.ended;
  assert(failure !== 'complete' && failure.kind === 'lost');
  assert.equal(upstream.connections.length, 1);
});
