import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { test } from 'node:test';
import { type WebSocket, WebSocketServer } from 'ws';
import type { EngineEvent } from '../../execution/engine.ts';
import { createRetryingUpstreams } from './create-retrying-upstreams.ts';
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
const timing = {
  timeoutMs: 50,
  keepAliveMs: 20,
  idleMs: 10,
  settingsOf: () => ({ webSocketUrl: undefined as string | undefined, maxReplyBytes: 1_000 }),
};
const patient = { ...timing, timeoutMs: 10_000, keepAliveMs: 10_000 };
const retryWait = async () => undefined;

function listen() {
  const events: unknown[] = [];
  const { promise: ended, resolve } = Promise.withResolvers<UpstreamFailure | 'complete'>();
  return {
    events,
    ended,
    next: ({ json }: EngineEvent) => void events.push(JSON.parse(String(json))),
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

test('an event is what the subgraph sent, byte for byte', async () => {
  const payload =
    '{ "data": {"ticked":9007199254740993,"cost":[1.10,1e400]},\n"extensions":{"e":"\\ud83d\\ude00 é"} }';
  using upstream = await startUpstream((socket, { id, type }) => {
    if (type === 'connection_init') send(socket, { type: 'connection_ack' });
    if (type !== 'subscribe') return;
    socket.send(`{"id":"${id}","type":"next","payload":${payload}}`);
    send(socket, { id, type: 'complete' });
  });
  using pool = createUpstreamPool(patient);
  const sink = listen();
  const events: EngineEvent[] = [];
  pool.subscribe(request(upstream.url), { ...sink, next: (event) => void events.push(event) });
  assert.equal(await sink.ended, 'complete');
  assert.deepEqual(
    events.map(({ json, extensions }) => [String(json), extensions]),
    [[payload, { e: '😀 é' }]],
  );
});

test('an event may come in several frames, and its members in any order', async () => {
  using upstream = await startUpstream((socket, { id, type }) => {
    if (type === 'connection_init') send(socket, { type: 'connection_ack' });
    if (type !== 'subscribe') return;
    const whole = Buffer.from(`{"payload":{"data":{"ticked":"é😀"}},"id":"${id}","type":"next"}`);
    for (let at = 0; at < whole.length; at += 1)
      socket.send(whole.subarray(at, at + 1), { binary: false, fin: at === whole.length - 1 });
    send(socket, { id: 'nobody', type: 'next', payload: { data: { ticked: 'of nobody' } } });
    send(socket, { id, type: 'complete' });
  });
  using pool = createUpstreamPool(patient);
  const sink = listen();
  pool.subscribe(request(upstream.url), sink);
  assert.equal(await sink.ended, 'complete');
  assert.deepEqual(sink.events, [{ data: { ticked: 'é😀' } }]);
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
  using pool = createUpstreamPool(patient);
  const upstreams = createRetryingUpstreams(pool, { retries: 3, retryWait });
  const replaying = listen();
  upstreams.subscribe(request(upstream.url, true), replaying);
  const lost = await replaying.ended;
  assert(lost !== 'complete' && lost.kind === 'lost');
  const sink = listen();
  upstreams.subscribe(request(upstream.url), sink);
  assert.equal(await sink.ended, 'complete');
  assert.deepEqual(
    sink.events.map((event) => (event as { data: { ticked: number } }).data.ticked),
    [2, 3, 4],
  );
});

test('a subgraph that stays away is tried so often and no more', async () => {
  const waits: number[] = [];
  using pool = createUpstreamPool(patient);
  const upstreams = createRetryingUpstreams(pool, {
    retries: 3,
    retryWait: async (retry) => void waits.push(retry),
  });
  const sink = listen();
  upstreams.subscribe(request('http://127.0.0.1:1/graphql'), sink);
  const failure = await sink.ended;
  assert(failure !== 'complete' && failure.kind === 'lost');
  assert.deepEqual(waits, [0, 1, 2]);
});

test('a subgraph that refuses the connection for good is not tried again', async () => {
  using upstream = await startUpstream((socket) => socket.close(4401, 'Unauthorized'));
  using pool = createUpstreamPool(patient);
  const sink = listen();
  createRetryingUpstreams(pool, { retries: 3, retryWait }).subscribe(request(upstream.url), sink);
  const failure = await sink.ended;
  assert(failure !== 'complete' && failure.kind === 'lost');
  assert.equal(upstream.connections.length, 1);
});

type Answer = (socket: WebSocket, id: string) => void;

/** What a subgraph may do to each subscription that it has acknowledged. */
const losses: Readonly<Record<string, Answer>> = {
  'closes with 1000': (socket) => socket.close(1000),
  'closes with 1001': (socket) => socket.close(1001),
  'closes with 1011': (socket) => socket.close(1011),
  'closes with 1012': (socket) => socket.close(1012),
  'closes with 4999': (socket) => socket.close(4999),
  'closes without a code': (socket) => socket.close(),
  'cuts the connection': (socket) => socket.terminate(),
  'sends an error whose payload is no list': (socket, id) =>
    send(socket, { id, type: 'error', payload: { message: 'no' } }),
  'sends an event that is a text': (socket, id) => send(socket, { id, type: 'next', payload: 'no' }),
  'sends an event that is null': (socket, id) => send(socket, { id, type: 'next', payload: null }),
  'sends an event that is a list': (socket, id) => send(socket, { id, type: 'next', payload: [{}] }),
  'sends an event of nobody': (socket) => send(socket, { type: 'next', payload: { data: {} } }),
  'sends an event that is cut off': (socket, id) =>
    socket.send(`{"id":"${id}","type":"next","payload":{"data":{}}`),
  'sends an event that nothing closes': (socket, id) =>
    socket.send(`{"id":"${id}","type":"next","payload":{"data":${'['.repeat(400)}}}`),
  'sends an event as bytes': (socket, id) =>
    socket.send(Buffer.from(JSON.stringify({ id, type: 'next', payload: { data: {} } }))),
  'sends an event that is no UTF-8': (socket, id) =>
    socket.send(Buffer.from(`{"id":"${id}","type":"next","payload":{"data":{"a":"\xe9"}}}`, 'latin1'), {
      binary: false,
    }),
  'sends {"type":"ka"}': (socket) => send(socket, { type: 'ka' }),
  'sends what is no JSON': (socket) => socket.send('{'),
  'sends bytes that are no text': (socket) => socket.send(Buffer.from([0xff, 0xfe])),
  'acknowledges for a second time and closes': (socket) => {
    send(socket, { type: 'connection_ack' });
    socket.close(1000);
  },
};

for (const [loss, lose] of Object.entries(losses)) {
  test(`a subgraph that acknowledges and then ${loss} is tried so often, with waits, and no more`, async () => {
    using upstream = await startUpstream((socket, { type, id }) => {
      if (type === 'connection_init') send(socket, { type: 'connection_ack' });
      else if (type === 'subscribe') lose(socket, id);
    });
    using pool = createUpstreamPool(patient);
    const waits: number[] = [];
    const sink = listen();
    const upstreams = createRetryingUpstreams(pool, {
      retries: 3,
      retryWait: async (retry) => void waits.push(retry),
    });
    upstreams.subscribe(request(upstream.url), sink);
    const failure = await sink.ended;
    assert(failure !== 'complete' && failure.kind === 'lost');
    assert.deepEqual(waits, [0, 1, 2]);
    assert.equal(upstream.connections.length, 4);
    assert.deepEqual(sink.events, []);
  });
}

test('a subgraph that sends {"type":"ka"} instead of an acknowledgement is tried so often and no more', async () => {
  using upstream = await startUpstream((socket) => send(socket, { type: 'ka' }));
  using pool = createUpstreamPool(patient);
  const sink = listen();
  createRetryingUpstreams(pool, { retries: 2, retryWait }).subscribe(request(upstream.url), sink);
  assert.notEqual(await sink.ended, 'complete');
  assert.equal(upstream.connections.length, 3);
});

test('a subscription that has stood for minutes without an event begins to count anew', async () => {
  let nowMs = 0;
  let lost = 0;
  using upstream = await startUpstream((socket, { type, id }) => {
    if (type === 'connection_init') send(socket, { type: 'connection_ack' });
    else if (type === 'subscribe' && lost === 5) send(socket, { id, type: 'complete' });
    else if (type === 'subscribe') {
      lost += 1;
      nowMs += 300_000;
      socket.close(1001);
    }
  });
  using pool = createUpstreamPool(patient);
  const sink = listen();
  const upstreams = createRetryingUpstreams(pool, { retries: 1, retryWait, now: () => nowMs });
  upstreams.subscribe(request(upstream.url), sink);
  assert.equal(await sink.ended, 'complete');
  assert.equal(lost, 5);
});

test('who leaves while a lost subgraph is waited for is not subscribed again', async () => {
  using upstream = await startUpstream((socket) => socket.close(1001));
  using pool = createUpstreamPool(patient);
  const waiting = Promise.withResolvers<void>();
  const wait = Promise.withResolvers<void>();
  const upstreams = createRetryingUpstreams(pool, {
    retries: 3,
    retryWait() {
      waiting.resolve();
      return wait.promise;
    },
  });
  const sink = listen();
  const leave = upstreams.subscribe(request(upstream.url), sink);
  await waiting.promise;
  leave();
  wait.resolve();
  await new Promise(setImmediate);
  assert.equal(upstream.connections.length, 1);
});

test('a message that is larger than the subgraph may send is an error with its own code', async () => {
  using upstream = await startUpstream((socket, { type, id }) => {
    if (type === 'connection_init') send(socket, { type: 'connection_ack' });
    else if (type === 'subscribe')
      send(socket, { id, type: 'next', payload: { data: { ticked: 'x'.repeat(1_000) } } });
  });
  using pool = createUpstreamPool(patient);
  const sink = listen();
  createRetryingUpstreams(pool, { retries: 1, retryWait }).subscribe(request(upstream.url), sink);
  const failure = await sink.ended;
  assert(failure !== 'complete' && failure.kind === 'lost');
  assert.equal((failure.cause as Error & { code?: string }).code, 'SUBREQUEST_RESPONSE_TOO_LARGE');
  assert.deepEqual(sink.events, []);
});

test('a subgraph may take subscriptions at another address than queries', async () => {
  using upstream = await startUpstream((socket, { type, id }) => {
    if (type === 'connection_init') send(socket, { type: 'connection_ack' });
    else if (type === 'subscribe') send(socket, { id, type: 'complete' });
  });
  for (const scheme of ['http', 'ws']) {
    const webSocketUrl = upstream.url.replace('http', scheme);
    using pool = createUpstreamPool({
      ...patient,
      settingsOf: (subgraph) => ({ ...timing.settingsOf(), ...(subgraph === 'ticks' && { webSocketUrl }) }),
    });
    const sink = listen();
    pool.subscribe(request('http://127.0.0.1:1/graphql'), sink);
    assert.equal(await sink.ended, 'complete');
  }
});

test('an address that is none is an error of the subscription alone', async () => {
  using pool = createUpstreamPool(patient);
  for (const url of ['', 'ftp://a/', 'http://', 'unix:a', 'unix:///a%20b', 'unix:///a:b']) {
    const sink = listen();
    createRetryingUpstreams(pool, { retries: 9, retryWait }).subscribe(request(url), sink);
    const failure = await sink.ended;
    assert(failure !== 'complete' && failure.kind === 'lost');
    assert.match(failure.cause.message, /no address/);
  }
});

test('a pool that is disposed of while a socket opens fails its subscriptions, and rejects nothing', async () => {
  const rejections: unknown[] = [];
  const note = (reason: unknown) => void rejections.push(reason);
  process.on('unhandledRejection', note);
  const silent = createTcpServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  using upstream = await startUpstream(() => {});
  for (const url of [
    `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`,
    upstream.url,
    'http://127.0.0.1:1/',
  ]) {
    const pool = createUpstreamPool(patient);
    const sink = listen();
    createRetryingUpstreams(pool, { retries: 9, retryWait }).subscribe(request(url), sink);
    if (url === upstream.url) while (upstream.connections.length === 0) await new Promise(setImmediate);
    pool[Symbol.dispose]();
    const failure = await sink.ended;
    assert(failure !== 'complete' && failure.kind === 'lost');
    await new Promise(setImmediate);
  }
  silent.close();
  await once(silent, 'close');
  process.off('unhandledRejection', note);
  assert.deepEqual(rejections, []);
});
