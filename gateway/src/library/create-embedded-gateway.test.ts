import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { composeSupergraph } from '../../tests/helpers/compose-supergraph.ts';
import { startTicker } from '../../tests/helpers/start-ticker.ts';
import { createGateway } from './main.ts';

const json = { 'content-type': 'application/json' };
const ask = (query: string) => ({ method: 'POST', headers: json, body: JSON.stringify({ query }) });

test('a gateway answers requests of the Fetch standard without listening, streams among them', async () => {
  await using ticker = await startTicker();
  await using gateway = await createGateway({ supergraphSdl: ticker.sdl, logLevel: 'silent' });
  const response = await gateway.fetch('/graphql', ask('{ now }'));
  assert.deepEqual([response.status, await response.json()], [200, { data: { now: 1 } }]);
  assert(response instanceof Response);
  const stream = await gateway.fetch(
    new Request('http://gateway.example/graphql', {
      ...ask('subscription { ticked { n author { name } } }'),
      headers: { ...json, accept: 'text/event-stream' },
    }),
  );
  await ticker.subscribed(1);
  ticker.tick(7);
  let text = '';
  for await (const chunk of stream.body ?? []) {
    text += new TextDecoder().decode(chunk);
    if (text.includes('ticked')) break;
  }
  assert.match(text, /"n":7,"author":\{"name":"name of ada"\}/);
  await ticker.subscribed(0);
});

test('a client that goes away cancels what the gateway does for it', async () => {
  await using ticker = await startTicker();
  await using gateway = await createGateway({ supergraphSdl: ticker.sdl, logLevel: 'silent' });
  const leaving = new AbortController();
  const arrived = ticker.arrived();
  const cancelled = ticker.ticks.aborted();
  const asked = gateway.fetch('/graphql', { ...ask('{ slow }'), signal: leaving.signal });
  await arrived;
  leaving.abort();
  await assert.rejects(asked, { name: 'AbortError' });
  await cancelled;
});

test('it serves HTTP and WebSocket on a server of somebody else, at a path of its own', async () => {
  await using ticker = await startTicker();
  await using gateway = await createGateway({
    supergraphSdl: ticker.sdl,
    path: '/api/graphql',
    logLevel: 'silent',
  });
  const server = createServer((request, response) =>
    gateway.handleRequest(request, response, () => response.writeHead(418).end()),
  );
  server.on('upgrade', gateway.handleUpgrade).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/graphql`;
  assert.deepEqual(await (await fetch(url, ask('{ now }'))).json(), { data: { now: 1 } });
  for (const path of ['/', '/other', '/graphql'])
    assert.equal((await fetch(new URL(path, url))).status, 418, path);
  const client = createClient({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket });
  const event = client.iterate({ query: 'subscription { ticked { n } }' }).next();
  await ticker.subscribed(1);
  ticker.tick(3);
  assert.deepEqual((await event).value, { data: { ticked: { n: 3 } } });
  await client.dispose();
  server.closeAllConnections();
  server.close();
});

test('supergraphs come from code, which replaces them', async () => {
  await using ticker = await startTicker();
  const { promise, resolve } = Promise.withResolvers<(sdl: string) => Promise<void>>();
  let cleaned = 0;
  const cleanup = () => {
    cleaned += 1;
  };
  const gateway = await createGateway({
    logLevel: 'silent',
    supergraphSdl: async ({ update }) => {
      resolve(update);
      return { supergraphSdl: ticker.sdl, cleanup };
    },
  });
  const update = await promise;
  await assert.rejects(update('type Query { nonsense: Int }'), { code: 'SUPERGRAPH_INVALID' });
  const grown = {
    ...ticker.ticks,
    typeDefs: ticker.ticks.typeDefs.replace('now: Int!', 'now: Int!, added: Int'),
  };
  await update(composeSupergraph([grown, ticker.names]));
  const response = await gateway.fetch('/graphql', ask('{ __type(name: "Query") { fields { name } } }'));
  assert.match(await response.text(), /"added"/);
  await gateway.dispose();
  assert.equal(cleaned, 1);
});

test('wrong options are refused, each by its name', async () => {
  await assert.rejects(
    createGateway({ supergraphSdl: 'x', limits: { maxDepth: 0 }, port: -1 }),
    ({ message }: Error) => {
      assert.match(message, /port: expected a port/);
      assert.match(message, /limits\.maxDepth: expected a whole number, at least 1/);
      return true;
    },
  );
  await assert.rejects(createGateway({ nonsense: 1 } as object), /unknown: nonsense/);
  await assert.rejects(createGateway({ plugins: 3 } as object), /unknown: plugins/);
  await assert.rejects(createGateway({}), /needs one of: supergraphSdl/);
});
