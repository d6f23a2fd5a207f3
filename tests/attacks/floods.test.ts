import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { openRawSocket } from '../../gateway/tests/helpers/raw-socket.ts';
import { startTarget, type Target } from './start-target.ts';

async function open({ url }: Target, count: number): Promise<Socket[]> {
  const { port, hostname } = new URL(url);
  const sockets = Array.from({ length: count }, () =>
    connect(Number(port), hostname).on('error', () => undefined),
  );
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  return sockets;
}

/** What comes until the other side closes. */
async function readAll(socket: Socket): Promise<string> {
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk;
  });
  await once(socket, 'close');
  return received;
}

const limits = {
  TRUSTED_PROXIES: '203.0.113.0/24',
  MAX_CONNECTIONS_PER_ADDRESS: '500',
  MAX_OPERATIONS_PER_CONNECTION: '20',
  CONNECTION_INIT_TIMEOUT_MS: '300',
  REQUEST_TIMEOUT_MS: '1000',
};

let target: Target;
before(async () => {
  target = await startTarget(limits);
});
after(() => target[Symbol.asyncDispose]());

test('connections beyond those of one address are refused, and who has one goes on', async () => {
  await target.during(async () => {
    const { port, hostname } = new URL(target.url);
    const { promise: refused, resolve } = Promise.withResolvers<void>();
    let closed = 0;
    // The other caller has one of the five hundred.
    const sockets = Array.from({ length: 599 }, () =>
      connect(Number(port), hostname)
        .on('error', () => undefined)
        .on('close', () => {
          closed += 1;
          if (closed === 100) resolve();
        })
        .resume(),
    );
    await refused;
    for (const socket of sockets) socket.destroy();
  });
});

test('those who send their requests slowly are cut off', async () => {
  await target.during(async () => {
    const slowHead = await open(target, 100);
    const slowBody = await open(target, 100);
    for (const socket of slowHead) socket.write('POST /graphql HTTP/1.1\r\nHost: gateway\r\nX-Slow: ');
    for (const socket of slowBody) {
      socket.write(
        'POST /graphql HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"query"',
      );
    }
    const answers = await Promise.all([...slowHead, ...slowBody].map(readAll));
    for (const answer of answers) assert.match(answer, /^HTTP\/1.1 408 |^$/);
  });
});

test('sockets that say nothing after they are open are closed', async () => {
  await target.during(async () => {
    const sockets = await Promise.all(Array.from({ length: 200 }, () => openRawSocket(target.url)));
    const codes = await Promise.all(sockets.map(async ({ closed }) => (await closed).code));
    assert.deepEqual([...new Set(codes)], [4408]);
  });
});

test('operations beyond those of one socket are refused, and who does not stop is closed', async () => {
  await target.during(async () => {
    using socket = await openRawSocket(target.url);
    socket.send({ type: 'connection_init' });
    await socket.receive();
    for (let id = 0; id < 200; id += 1) {
      socket.send({ id: `${id}`, type: 'subscribe', payload: { query: 'subscription { silent }' } });
    }
    for (let refused = 0; refused < 20; refused += 1) {
      const { type, payload } = await socket.receive();
      assert.equal(type, 'error');
      assert.match(JSON.stringify(payload), /SUBSCRIPTION_LIMIT_EXCEEDED/);
    }
    assert.equal((await socket.closed).code, 4414);
  });
});

test('a socket that asks and reads nothing is closed, and memory stays', async () => {
  const memory = await target.readMemory();
  await target.during(async () => {
    using raw = await openRawSocket(target.url);
    raw.send({ type: 'connection_init' });
    await raw.receive();
    raw.socket.pause();
    const ping = JSON.stringify({ type: 'ping', payload: { a: 'x'.repeat(1_000_000) } });
    for (let count = 0; count < 60; count += 1) raw.send(ping);
    for (let count = 0; count < 10; count += 1) await target.post({ query: '{ now }' });
    raw.socket.resume();
    // Where it is reset before the client has read all, the code is lost with what was on the way.
    const { code } = await raw.closed;
    assert(code === 4413 || code === 1006, `${code}`);
  });
  assert((await target.readMemory()) - memory < 200 * 1024 * 1024);
});

test('who has spent a budget is refused, and who has not is answered', async () => {
  const demandControl = { mode: 'enforce', budget: { cost: 1_000, windowSeconds: 86_400 } };
  await using behind = await startTarget({}, { demandControl });
  const answers = await behind.during(() =>
    Promise.all(
      Array.from({ length: 300 }, () =>
        behind.post({ query: 'mutation { save }' }, { 'x-forwarded-for': '198.51.100.1' }),
      ),
    ),
  );
  const count = (status: number) => answers.filter((answer) => answer.status === status).length;
  assert.deepEqual([count(200), count(429)], [100, 200]);
  assert(answers.every(({ status, headers }) => status === 200 || Number(headers['retry-after']) > 0));
});
