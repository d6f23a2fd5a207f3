import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import { openRawSocket, type RawSocket } from '../helpers/raw-socket.ts';
import { startTestGateway } from '../helpers/start-test-gateway.ts';
import { startTicker } from '../helpers/start-ticker.ts';

/** What a client says, what it is told, or how the gateway closes its socket. */
type Step =
  | { readonly say: object | string | Buffer }
  | { readonly hear: object }
  | { readonly closed: number; readonly reason: string };

const init: Step = { say: { type: 'connection_init' } };
const ack: Step = { hear: { type: 'connection_ack' } };
const invalid: Step = { closed: 4400, reason: 'Invalid message received' };
const subscribe = (id: string, query: string): Step => ({
  say: { id, type: 'subscribe', payload: { query } },
});
const next = (id: string, data: object): Step => ({ hear: { id, type: 'next', payload: { data } } });
const completed = (id: string): Step => ({ hear: { id, type: 'complete' } });
const failed = (id: string, message: RegExp): Step => ({ hear: { id, type: 'error', message } });
const live = 'subscription { ticked { n } }';

/** The cases of graphql-ws's own tests of its server, where they are about messages, and some of ours. */
const cases: Readonly<Record<string, readonly Step[]>> = {
  'connection_init is acknowledged': [init, ack],
  'connection_init may have a payload': [{ say: { type: 'connection_init', payload: { a: 1 } } }, ack],
  'a second connection_init': [init, ack, init, { closed: 4429, reason: 'Too many initialisation requests' }],
  'a second connection_init before the first is acknowledged': [
    init,
    init,
    ack,
    { closed: 4429, reason: 'Too many initialisation requests' },
  ],
  'connection_init with a payload that is no object': [
    { say: { type: 'connection_init', payload: 'x' } },
    invalid,
  ],
  'a ping is answered before connection_init': [{ say: { type: 'ping' } }, { hear: { type: 'pong' } }],
  'a ping gets its payload back': [
    { say: { type: 'ping', payload: { i: ['come', 'back'] } } },
    { hear: { type: 'pong', payload: { i: ['come', 'back'] } } },
  ],
  'a ping with a payload that is no object': [{ say: { type: 'ping', payload: 1 } }, invalid],
  'a pong is not answered': [{ say: { type: 'pong' } }, { say: { type: 'pong', payload: { a: 1 } } }],
  'subscribe before connection_init': [subscribe('1', '{ now }'), { closed: 4401, reason: 'Unauthorized' }],
  'a query is next, then complete': [
    init,
    ack,
    subscribe('1', '{ now }'),
    next('1', { now: 1 }),
    completed('1'),
  ],
  'a mutation is next, then complete': [
    init,
    ack,
    subscribe('1', 'mutation { reset }'),
    next('1', { reset: 0 }),
    completed('1'),
  ],
  'an id may be used again after complete': [
    init,
    ack,
    subscribe('1', '{ now }'),
    next('1', { now: 1 }),
    completed('1'),
    subscribe('1', '{ now }'),
    next('1', { now: 1 }),
    completed('1'),
  ],
  'an id may be used again after an error, which no complete follows': [
    init,
    ack,
    subscribe('1', '{ nothing }'),
    failed('1', /Cannot query field "nothing"/),
    subscribe('1', '{ now }'),
    next('1', { now: 1 }),
    completed('1'),
  ],
  'a document that does not parse is an error of its operation': [
    init,
    ack,
    subscribe('1', '{ now'),
    failed('1', /Syntax Error/),
  ],
  'no query is an error of its operation': [
    init,
    ack,
    { say: { id: '1', type: 'subscribe', payload: { query: '' } } },
    failed('1', /query/i),
  ],
  'an id in use': [
    init,
    ack,
    subscribe('1', live),
    subscribe('1', '{ now }'),
    { closed: 4409, reason: 'Subscriber for 1 already exists' },
  ],
  'an id in use that is longer than a reason may be': [
    init,
    ack,
    subscribe('é'.repeat(200), live),
    subscribe('é'.repeat(200), live),
    { closed: 4409, reason: `Subscriber for ${'é'.repeat(30)} already exists` },
  ],
  'complete for an id that is not in use': [init, ack, { say: { id: '1', type: 'complete' } }],
  'complete before connection_init': [{ say: { id: '1', type: 'complete' } }],
  'complete before the first result is not answered, and the id is free again': [
    init,
    ack,
    subscribe('1', '{ slow }'),
    { say: { id: '1', type: 'complete' } },
    subscribe('1', '{ now }'),
    next('1', { now: 1 }),
    completed('1'),
  ],
  'text that is not JSON': [init, ack, { say: 'hello' }, invalid],
  'no text': [{ say: '' }, invalid],
  'JSON that is no object': [{ say: '[]' }, invalid],
  null: [{ say: 'null' }, invalid],
  'no type': [{ say: { id: '1' } }, invalid],
  'an unknown type': [{ say: { type: 'start', id: '1', payload: {} } }, invalid],
  'a type of the server': [init, ack, { say: { type: 'connection_ack' } }, invalid],
  'an event from a client': [init, ack, { say: { id: '1', type: 'next', payload: {} } }, invalid],
  'subscribe without an id': [init, ack, { say: { type: 'subscribe', payload: { query: live } } }, invalid],
  'subscribe with an empty id': [init, ack, subscribe('', live), invalid],
  'subscribe with an id that is no text': [
    init,
    ack,
    { say: { id: 1, type: 'subscribe', payload: { query: live } } },
    invalid,
  ],
  'subscribe without a payload': [init, ack, { say: { id: '1', type: 'subscribe' } }, invalid],
  'subscribe with a query that is no text': [
    init,
    ack,
    { say: { id: '1', type: 'subscribe', payload: { query: 1 } } },
    invalid,
  ],
  'subscribe with variables that are no object': [
    init,
    ack,
    { say: { id: '1', type: 'subscribe', payload: { query: live, variables: 'x' } } },
    invalid,
  ],
  'complete without an id': [init, ack, { say: { type: 'complete' } }, invalid],
  'an id that is longer than is kept': [init, ack, subscribe('x'.repeat(256), live), invalid],
  'connection_init that is longer than is kept': [
    { say: { type: 'connection_init', payload: { a: 'x'.repeat(17_000) } } },
    invalid,
  ],
  'a ping that is nested too deep to be answered': [
    { say: `{"type":"ping","payload":{"a":${'['.repeat(9_000)}${']'.repeat(9_000)}}}` },
    invalid,
  ],
  'a subscription that skips its field': [
    init,
    ack,
    subscribe('1', 'subscription { ticked @skip(if: true) { n } }'),
    failed('1', /must not use @skip on its root field "ticked"/),
  ],
  'a binary frame is read as text': [{ say: Buffer.from('{"type":"connection_init"}') }, ack],
  'a binary frame that is no message': [{ say: Buffer.from([0, 1, 2, 255]) }, invalid],
  'a frame larger than is accepted': [{ say: 'x'.repeat(20_000) }, { closed: 1009, reason: '' }],
};

async function play(raw: RawSocket, steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    if ('say' in step) raw.send(step.say);
    else if ('closed' in step) {
      assert.deepEqual(await raw.closed, { code: step.closed, reason: step.reason });
      return;
    } else {
      const { message, ...expected } = step.hear as { readonly message?: RegExp };
      const { payload, ...heard } = await raw.receive();
      if (message) {
        assert.deepEqual(heard, expected);
        assert.match((payload as { readonly message: string }[])[0]?.message ?? '', message);
      } else assert.deepEqual({ ...heard, ...(payload !== undefined && { payload }) }, expected);
    }
  }
  // Nothing else was said, and the socket is open.
  raw.send({ type: 'ping', payload: { last: true } });
  assert.deepEqual(await raw.receive(), { type: 'pong', payload: { last: true } });
}

test('messages are answered, and what breaks the protocol closes the socket, as graphql-ws does it', async (t) => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl, env: { MAX_BODY_BYTES: '19000' } });
  for (const [name, steps] of Object.entries(cases)) {
    await t.test(name, async () => {
      using raw = await openRawSocket(gateway.url);
      await play(raw, steps);
    });
  }
  await ticker.subscribed(0);
  assert.deepEqual([gateway.subscriptions.upstreams, gateway.subscriptions.clients], [0, 0]);
  assert.deepEqual((await gateway.post({ query: '{ now }' })).body, { data: { now: 1 } });
});

test('a socket without connection_init is closed when its time is up', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({
    sdl: ticker.sdl,
    env: { CONNECTION_INIT_TIMEOUT_MS: '20' },
  });
  using raw = await openRawSocket(gateway.url);
  raw.send({ type: 'ping' });
  assert.deepEqual(await raw.closed, { code: 4408, reason: 'Connection initialisation timeout' });
});

test('a handshake for no protocol, or another one, ends with 4406', async (t) => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  await t.test('none', async () => {
    const socket = new WebSocket(gateway.url.replace('http', 'ws'));
    const [code, reason] = await once(socket, 'close');
    assert.deepEqual([code, String(reason)], [4406, 'Subprotocol not acceptable']);
  });
  await t.test('the older one', async () => {
    const { port, hostname } = new URL(gateway.url);
    const socket = connect(Number(port), hostname);
    socket.write(
      `GET /graphql HTTP/1.1\r\nHost: ${hostname}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-ws\r\n\r\n',
    );
    let received = Buffer.alloc(0);
    while (!received.includes('not acceptable'))
      received = Buffer.concat([received, (await once(socket, 'data'))[0]]);
    socket.destroy();
    const close = received.subarray(received.indexOf('\r\n\r\n') + 4);
    assert.equal(close[0], 0x88);
    assert.equal(close.readUInt16BE(2), 4406);
  });
  await t.test('another path', async () => {
    const socket = new WebSocket(new URL('/nowhere', gateway.url.replace('http', 'ws')));
    const [error] = await once(socket, 'error');
    assert.match(String(error), /404/);
  });
});

test('complete stops the subscription at the subgraph, and no event follows it', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  using raw = await openRawSocket(gateway.url);
  await play(raw, [init, ack, subscribe('1', live)]);
  await ticker.subscribed(1);
  ticker.tick(1);
  ticker.tick(2);
  await play(raw, [
    next('1', { ticked: { n: 1 } }),
    next('1', { ticked: { n: 2 } }),
    { say: { id: '1', type: 'complete' } },
  ]);
  ticker.tick(3);
  await ticker.subscribed(0);
  await play(raw, []);
});

test('events come before the complete of their subscription, and nothing after it', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  using raw = await openRawSocket(gateway.url);
  await play(raw, [init, ack, subscribe('1', live)]);
  await ticker.subscribed(1);
  ticker.tick(1);
  ticker.complete();
  await play(raw, [next('1', { ticked: { n: 1 } }), completed('1')]);
});

test('a subgraph that dies is one error of the subscription, which no complete follows', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl, env: { SUBSCRIPTION_RETRIES: '0' } });
  using raw = await openRawSocket(gateway.url);
  await play(raw, [init, ack, subscribe('1', live)]);
  await ticker.subscribed(1);
  ticker.ticks.cut();
  await play(raw, [failed('1', /connection to the subgraph was lost/)]);
});
