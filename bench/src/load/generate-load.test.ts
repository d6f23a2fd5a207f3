import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { generateLoad } from './generate-load.ts';

async function serve(context: TestContext, answer: (request: IncomingMessage) => string): Promise<string> {
  const server = createServer((request, response) => response.end(answer(request))).listen(0, '127.0.0.1');
  context.after(() => server.close());
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

const order = { body: '{}', connections: 3, durationMs: 50, answerBytes: 2 };

test('every request has its own authorization, or all have the same', async (context) => {
  let seen: (string | undefined)[] = [];
  const url = await serve(context, ({ headers }) => {
    seen.push(headers.authorization);
    return 'ok';
  });
  let id = 0;
  const unique = await generateLoad({ ...order, url, uniqueAuthorization: true }, () => ++id);
  assert.equal(new Set(seen).size, unique.requests);
  assert.equal(seen.length, unique.requests);
  seen = [];
  const same = await generateLoad({ ...order, url, uniqueAuthorization: false }, () => ++id);
  assert.equal(seen.length, same.requests);
  assert.equal(new Set(seen).size, 1);
});

test('answers that are not the expected ones are failures', async (context) => {
  let answered = 0;
  const url = await serve(context, () => (++answered % 2 ? 'ok' : 'wrong'));
  const { requests, failures } = await generateLoad({ ...order, url, uniqueAuthorization: true }, () => 0);
  assert.equal(failures, Math.floor(requests / 2));
});

test('connections are as many as asked for, and latencies are percentiles of all requests', async (context) => {
  const sockets = new Set<unknown>();
  const url = await serve(context, ({ socket }) => {
    sockets.add(socket);
    return 'ok';
  });
  const result = await generateLoad({ ...order, url, uniqueAuthorization: true }, () => 0);
  assert.equal(sockets.size, order.connections);
  assert(result.requests >= order.connections);
  assert(result.p50Ms > 0 && result.p50Ms <= result.p99Ms && result.p99Ms <= result.elapsedMs);
});

test('a server that is not there is a failure each time', async () => {
  const url = 'http://127.0.0.1:1/graphql';
  const { requests, failures } = await generateLoad({ ...order, url, uniqueAuthorization: true }, () => 0);
  assert(failures >= order.connections);
  assert.equal(failures, requests);
});
