import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import { composeSupergraph } from '../helpers/compose-supergraph.ts';
import { startTestGateway } from '../helpers/start-test-gateway.ts';

async function startSubgraph() {
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers);
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/json');
      response.end('{"data":{"a":1}}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  return {
    seen,
    sdl: composeSupergraph([{ name: 'a', url, typeDefs: 'type Query { a: Int }' }]),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Opens sockets with headers of the handshake, which pages cannot send. */
const withHandshake = (headers: Record<string, string>) =>
  class extends WebSocket {
    constructor(url: string, protocols: string) {
      super(url, protocols, { headers });
    }
  };

test('headers that are forwarded may come with connection_init; what the handshake says stands above them', async () => {
  await using subgraph = await startSubgraph();
  await using gateway = await startTestGateway({
    sdl: subgraph.sdl,
    env: { FORWARD_HEADERS: 'authorization,x-tenant,accept-language,x-other,x-forwarded-user,cookie' },
  });
  const client = gateway.connect({
    connectionParams: {
      'X-Tenant': 'acme',
      'x-other': 'from connection_init',
      'x-forwarded-user': 'root',
      cookie: 'a=b',
      'x-unknown': 'x',
      headers: { 'Accept-Language': 'de', 'x-tenant': 'less particular' },
    },
    webSocketImpl: withHandshake({ 'x-other': 'from the handshake' }),
  });
  assert.deepEqual((await client.iterate({ query: '{ a }' }).next()).value, { data: { a: 1 } });
  const [headers] = subgraph.seen;
  assert.deepEqual(
    ['x-tenant', 'accept-language', 'x-other', 'x-forwarded-user', 'cookie', 'x-unknown'].map(
      (name) => headers?.[name],
    ),
    ['acme', 'de', 'from the handshake', undefined, undefined, undefined],
  );
});

test('what is no value of a header is left out, and the names may be narrowed', async () => {
  await using subgraph = await startSubgraph();
  await using gateway = await startTestGateway({
    sdl: subgraph.sdl,
    env: { FORWARD_HEADERS: 'x-tenant,x-locale,x-no', CONNECTION_INIT_HEADERS: 'x-tenant,x-locale' },
  });
  const connectionParams = { 'x-tenant': 'a\r\nx-evil: 1', 'x-locale': { a: 1 }, 'x-no': 'no' };
  const client = gateway.connect({ connectionParams });
  assert.deepEqual((await client.iterate({ query: '{ a }' }).next()).value, { data: { a: 1 } });
  const [headers] = subgraph.seen;
  assert.deepEqual(
    ['x-tenant', 'x-locale', 'x-no', 'x-evil'].map((name) => headers?.[name]),
    [undefined, undefined, undefined, undefined],
  );
});
