import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { parse } from 'graphql';
import { createEngine } from '../../src/execution/create-engine.ts';
import { createEngineCounters } from '../../src/execution/engine-counters.ts';
import { startTestEngine, type TestEngine } from '../helpers/start-test-engine.ts';

const counters = createEngineCounters();
let gateway: TestEngine;

before(async () => {
  gateway = await startTestEngine({
    engine: { counters },
    subgraphs: [
      {
        name: 'shop',
        typeDefs: `
          scalar JSON
          enum Size { SMALL LARGE }
          input Filter { size: Size = SMALL, names: [String!], any: JSON, least: Int = 3 }
          type Query { find(filter: Filter, first: Int = 7, any: JSON): String items(ids: [ID!]!): [Item!]! }
          type Mutation { set(any: JSON): String }
          type Item @key(fields: "id") { id: ID! name(size: Size! = SMALL): String }`,
        resolvers: {
          Query: {
            find: (_: unknown, args: object) => JSON.stringify(args),
            items: (_: unknown, { ids }: { ids: string[] }) => ids.map((id) => ({ id })),
          },
          Mutation: { set: (_: unknown, args: object) => JSON.stringify(args) },
          Item: {
            __resolveReference: (item: unknown) => item,
            name: ({ id }: { id: string }, { size }: { size: string }) => `${size} ${id}`,
          },
        },
      },
      {
        name: 'stock',
        typeDefs: `
          type Item @key(fields: "id") {
            id: ID!
            name(size: Size! = SMALL): String @external
            stored(at: [Int] = [1]): String @requires(fields: "name(size: LARGE)")
          }
          enum Size { SMALL LARGE }`,
        resolvers: {
          Item: {
            __resolveReference: (item: unknown) => item,
            stored: ({ id }: { id: string }, { at }: { at: unknown }) => `${id} ${JSON.stringify(at)}`,
          },
        },
      },
    ],
  });
});
after(() => gateway[Symbol.asyncDispose]());

for (const query of [
  '{ find }',
  '{ find(first: null) a: find(first: 0) b: find(filter: null) c: find(filter: {}) d: find(filter: {size: null}) }',
  '{ find(filter: {size: LARGE, names: "one", any: {deep: [[[[1, "x", 2.5, null]]]]}}) }',
  'query ($x: Size, $y: JSON = [1]) { find(filter: {size: $x, any: {y: $y}}, first: 2) b: find(any: $y) c: find(any: [$y, $x2]) }'.replace(
    ', $x2',
    '',
  ),
  '{ find(first: 1) ...F } fragment F on Query { a: find(first: 2) find(first: 1) }',
  '{ items(ids: [1, "2"]) { id name a: name(size: LARGE) stored b: stored(at: [2, 3]) c: stored(at: null) } x: items(ids: 1) { stored(at: 4) name } }',
  'mutation { set(any: {a: 1}) b: set(any: [1, [2]]) c: set }',
]) {
  test(`literals mean what they mean without the gateway: ${query}`, async () => {
    await gateway.compare(query);
  });
}

test('a variable that is absent inside of a literal leaves its default alone', async () => {
  const query = 'query ($x: Size, $n: Int) { find(filter: {size: $x, least: $n}) }';
  const { data } = await gateway.compare(query);
  assert.deepEqual(data, { find: '{"filter":{"size":"SMALL","least":3},"first":7}' });
  await gateway.compare(query, { x: null, n: 1 });
});

test('numbers of any length reach the subgraph as they are written', async () => {
  let body = '';
  const server = createServer(async (request, response) => {
    body = await text(request);
    response.setHeader('content-type', 'application/json').end('{"data":{"find":null}}');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await using engine = await createEngine({
    supergraphSdl: gateway.supergraph.sdl,
    subgraphUrls: { shop: url },
  });
  const operation = await engine.prepare(
    parse('{ find(any: {id: 9007199254740993, price: 1.10}) }'),
    undefined,
  );
  await engine.execute(operation, { variables: {}, headers: {} });
  server.close();
  assert.match(body, /"variables":\{"_l0":\{"id":9007199254740993,"price":1\.10\}\}/);
});

test('10,000 operations that differ in literals alone have one plan for each shape', async () => {
  const shapes = [
    (n: number) => `query A { find(first: ${n}) }`,
    (n: number) => `query B { find(filter: {names: ["${n}", "x"], any: {n: [[${n}]]}}) }`,
    (n: number) => `query C { items(ids: [${n}]) { id name(size: ${n % 2 ? 'LARGE' : 'SMALL'}) } }`,
    (n: number) => `mutation D { set(any: [${'1, '.repeat(n % 7)}${n}]) }`,
    (n: number) =>
      `query E { items(ids: ["${n}", "b"]) { ...F } } fragment F on Item { stored(at: [${n}, null]) }`,
  ];
  const before = { ...counters };
  for (let n = 0; n < 10_000; n++) {
    const shape = shapes[n % shapes.length];
    await gateway.engine.prepare(parse(shape?.(n) ?? ''), undefined);
  }
  assert.equal(counters.planLookups - before.planLookups, 10_000);
  assert.equal(counters.planMisses - before.planMisses, shapes.length);
  assert.equal(counters.plansMade - before.plansMade, shapes.length);
});

test('operations that share a plan at one time keep their own literals', async () => {
  const answers = await Promise.all([1, 2, 3].map((n) => gateway.run(`{ find(first: ${n}) }`)));
  assert.deepEqual(
    answers.map(({ data }) => data?.['find']),
    [1, 2, 3].map((first) => JSON.stringify({ first })),
  );
});

test('a literal nested 150 times is planned', async () => {
  const nested = `${'['.repeat(150)}1${']'.repeat(150)}`;
  await gateway.compare(`{ find(any: ${nested}) }`);
  await gateway.compare(`query ($v: JSON = {a: ${nested}}) { find(any: {a: ${nested}, b: $v}) }`);
});
