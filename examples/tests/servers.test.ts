import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { startSubgraphs } from '../subgraphs/start-subgraphs.ts';
import { startExample, writeSupergraph } from './start-example.ts';

const stack = new AsyncDisposableStack();
let supergraph: string;
before(async () => {
  const subgraphs = stack.use(await startSubgraphs());
  supergraph = stack.use(await writeSupergraph(subgraphs)).path;
});
after(() => stack.disposeAsync());

const query = '{ products { name stars } }';
const data = {
  products: [
    { name: 'Table', stars: 5 },
    { name: 'Chair', stars: 4 },
  ],
};

async function readPrices(url: string): Promise<unknown[]> {
  const client = createClient({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket });
  const prices = await Array.fromAsync(
    client.iterate({ query: 'subscription { priceChanged { price stars } }' }),
  );
  await client.dispose();
  return prices.map((event) => event.data?.['priceChanged']);
}

const prices = [
  { price: 115, stars: 5 },
  { price: 40, stars: 4 },
];

test('embed: GraphQL over HTTP and WebSocket stands beside the rest of a server', async () => {
  await using example = await startExample('embed', { supergraph });
  assert.deepEqual((await example.ask(query)).body, { data });
  assert.deepEqual(await readPrices(example.url), prices);
  const other = await fetch(new URL('/other', example.url));
  assert.equal(await other.text(), 'Something else of this server\n');
});

test('express: the gateway is a middleware among others, after a parser of bodies', async () => {
  await using example = await startExample('express', { supergraph });
  assert.deepEqual((await example.ask(query)).body, { data });
  assert.deepEqual(await readPrices(example.url), prices);
  const at = async (path: string) => {
    const response = await fetch(new URL(path, example.url));
    return [response.status, await response.text()];
  };
  assert.deepEqual(await at('/'), [200, 'A page of yours']);
  assert.deepEqual(await at('/nowhere'), [404, 'Nothing of yours, nor of the gateway']);
  assert.equal((await at('/health/ready'))[0], 200);
});

test('drop-in: an Apollo Server runs on it, with data sources of its own', async () => {
  await using example = await startExample('drop-in', { supergraph });
  assert.deepEqual((await example.ask(query)).body, { data });
  const asked = await example.ask('{ header(name: "x-tenant") }', { 'x-tenant': 'acme' });
  assert.deepEqual(asked.body, { data: { header: 'acme' } });
});
