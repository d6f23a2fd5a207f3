import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import { startTestGateway, type TestGateway } from '../../tests/helpers/start-test-gateway.ts';
import { startTicker } from '../../tests/helpers/start-ticker.ts';

const openConnection = async ({ url }: TestGateway) => {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  return socket;
};

const openSocket = async ({ url }: TestGateway, forwardedFor?: string) => {
  const headers = { ...(forwardedFor && { 'x-forwarded-for': forwardedFor }) };
  const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws', { headers });
  const refused = once(socket, 'unexpected-response').then(([, response]) => response.statusCode as number);
  refused.catch(() => undefined);
  const outcome = await Promise.race([once(socket, 'open').then(() => 'open' as const), refused]);
  return { outcome, socket };
};

test('connections beyond what one address may have are refused until one has gone', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({
    sdl: ticker.sdl,
    env: { MAX_CONNECTIONS_PER_ADDRESS: '2', TRUSTED_PROXIES: '192.0.2.1' },
  });
  const [first, second] = [await openConnection(gateway), await openConnection(gateway)];
  const third = await openConnection(gateway);
  assert.match(await text(third), /^HTTP\/1\.1 503 [\s\S]*retry-after: 1/);
  first.destroy();
  for (;;) {
    const socket = await openConnection(gateway);
    socket.write('GET /health/live HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    if (/^HTTP\/1\.1 200/.test(await text(socket))) break;
  }
  second.destroy();
});

test('there is a limit of all connections, WebSockets included', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl, env: { MAX_CONNECTIONS: '2' } });
  const opened = [await openSocket(gateway), await openSocket(gateway)];
  assert.deepEqual(
    opened.map(({ outcome }) => outcome),
    ['open', 'open'],
  );
  assert.match(await text(await openConnection(gateway)), /^HTTP\/1\.1 503 /);
  for (const { socket } of opened) socket.terminate();
});

test('behind proxies WebSockets are counted by the client that those name, and no other word is believed', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({
    sdl: ticker.sdl,
    env: { MAX_CONNECTIONS_PER_ADDRESS: '1', TRUSTED_PROXIES: '127.0.0.0/8,10.0.0.0/8' },
  });
  const outcomes: (string | number)[] = [];
  const sockets: WebSocket[] = [];
  for (const forwardedFor of [
    '203.0.113.1',
    '203.0.113.2',
    '203.0.113.1',
    '203.0.113.9, 203.0.113.1, 10.1.2.3',
    '2001:db8:1:2:3::4',
    '2001:db8:1:2:ffff::1',
    '2001:db8:1:3::1',
    '::ffff:203.0.113.2',
    'nonsense',
    undefined,
  ]) {
    const { outcome, socket } = await openSocket(gateway, forwardedFor);
    outcomes.push(outcome);
    sockets.push(socket);
  }
  assert.deepEqual(outcomes, ['open', 'open', 429, 429, 'open', 429, 'open', 429, 'open', 'open']);
  sockets[0]?.terminate();
  for (;;) {
    const { outcome, socket } = await openSocket(gateway, '203.0.113.1');
    socket.terminate();
    if (outcome === 'open') break;
  }
  for (const socket of sockets) socket.terminate();
});
