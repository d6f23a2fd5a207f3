import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { serveFloor } from './serve-floor.ts';

test('the floor asks round by round, forwards authorization, and answers with what it was given', async (context) => {
  const asked: string[] = [];
  const subgraph = createServer(async (request, response) => {
    asked.push(`${request.url} ${request.headers.authorization} ${await text(request)}`);
    response.end('{}');
  }).listen(0, '127.0.0.1');
  context.after(() => subgraph.close().closeAllConnections());
  await once(subgraph, 'listening');
  const origin = `http://127.0.0.1:${(subgraph.address() as AddressInfo).port}`;
  const requests = [
    { url: `${origin}/a`, body: '1', round: 0 },
    { url: `${origin}/b`, body: '2', round: 1 },
  ];
  const floor = serveFloor({ requests, answer: 'kept' }).listen(0, '127.0.0.1');
  context.after(() => floor.close().closeAllConnections());
  await once(floor, 'listening');
  const response = await fetch(`http://127.0.0.1:${(floor.address() as AddressInfo).port}/graphql`, {
    method: 'POST',
    headers: { authorization: 'me' },
    body: '{}',
  });
  assert.equal(await response.text(), 'kept');
  assert.deepEqual(asked, ['/a me 1', '/b me 2']);
});
