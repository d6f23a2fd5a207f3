import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import { openRawSocket } from '../helpers/raw-socket.ts';
import { startTestGateway, type TestGateway } from '../helpers/start-test-gateway.ts';
import { startTicker } from '../helpers/start-ticker.ts';

async function openConnection({ url }: TestGateway): Promise<Socket> {
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  return socket;
}

const upgrade = (path: string, protocol: string) =>
  `GET ${path} HTTP/1.1\r\nHost: gateway\r\nUpgrade: ${protocol}\r\nConnection: Upgrade\r\n` +
  'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n' +
  'Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n';

test('clients that reset their connection while it becomes a WebSocket do no harm', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  for (const path of ['/graphql', '/nowhere']) {
    for (let round = 0; round < 20; round += 1) {
      const socket = await openConnection(gateway);
      socket.write(upgrade(path, 'websocket'));
      await new Promise((resolve) => setImmediate(resolve));
      socket.resetAndDestroy();
    }
  }
  assert.deepEqual((await gateway.post({ query: '{ now }' })).body, { data: { now: 1 } });
});

test('a client that would rather speak HTTP/2 is answered as it is', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  const socket = await openConnection(gateway);
  socket.write(upgrade('/health/live', 'h2c'));
  assert.match(String((await once(socket, 'data'))[0]), /^HTTP\/1.1 200 /);
  socket.destroy();
});

test('a client that asks on and on and reads no answer is closed, however few its messages are', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  using raw = await openRawSocket(gateway.url);
  raw.socket.pause();
  const ping = JSON.stringify({ type: 'ping', payload: { a: 'x'.repeat(1_000_000) } });
  for (let count = 0; count < 60; count += 1) raw.send(ping);
  raw.send({ type: 'connection_init' });
  // What is written is read before anything that comes later.
  await gateway.post({ query: '{ now }' });
  raw.socket.resume();
  assert.equal((await raw.closed).code, 4413);
});

test('pages may open sockets from the origins that may ask over HTTP, and from the host itself', async (t) => {
  await using ticker = await startTicker();
  await using strict = await startTestGateway({
    sdl: ticker.sdl,
    env: { CORS_ORIGINS: 'https://app.example' },
  });
  await using open = await startTestGateway({
    sdl: ticker.sdl,
    env: { CORS_ORIGINS: '*', FORWARD_HEADERS: 'cookie' },
  });
  const cases: readonly [string, TestGateway, Record<string, string>, number | 'acknowledged'][] = [
    ['no page', strict, {}, 'acknowledged'],
    ['an allowed origin', strict, { origin: 'https://app.example' }, 'acknowledged'],
    ['the host itself', strict, { origin: new URL(strict.url).origin }, 'acknowledged'],
    [
      'the host as a proxy knows it',
      strict,
      { origin: 'https://api.example', 'x-forwarded-host': 'api.example' },
      'acknowledged',
    ],
    ['another origin', strict, { origin: 'https://evil.example' }, 4403],
    ['a page without an origin', strict, { origin: 'null' }, 4403],
    ['another origin, where any may ask', open, { origin: 'https://evil.example' }, 'acknowledged'],
  ];
  for (const [name, gateway, headers, outcome] of cases) {
    await t.test(name, async () => {
      const socket = new WebSocket(gateway.url.replace('http', 'ws'), 'graphql-transport-ws', { headers });
      socket.on('open', () => socket.send('{"type":"connection_init"}'));
      const closed = once(socket, 'close').then(([code]) => code);
      const acknowledged = once(socket, 'message').then(() => 'acknowledged');
      assert.equal(await Promise.race([closed, acknowledged]), outcome);
      socket.terminate();
    });
  }
});

test('streams that wait behind one another on a connection end with it', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl, env: { KEEP_ALIVE_MS: '20' } });
  const socket = await openConnection(gateway);
  const body = JSON.stringify({ query: 'subscription { ticked { n } }' });
  const request =
    'POST /graphql HTTP/1.1\r\nHost: gateway\r\nAccept: text/event-stream\r\n' +
    `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  socket.write(request.repeat(5));
  while (gateway.subscriptions.clients < 5) await new Promise((resolve) => setImmediate(resolve));
  await ticker.subscribed(1);
  socket.resetAndDestroy();
  await ticker.subscribed(0);
  assert.equal(gateway.subscriptions.clients, 0);
});
