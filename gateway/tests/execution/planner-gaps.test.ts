import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parse } from 'graphql';
import { startTestEngine, type TestEngine } from '../helpers/start-test-engine.ts';

const asked: string[] = [];
const value = { v1: 1, v2: 2 };
const books = [{ __typename: 'Book', id: 'b1' }];
let gateway: TestEngine;

before(async () => {
  gateway = await startTestEngine({
    intercept({ subgraph }) {
      asked.push(subgraph);
      return false;
    },
    subgraphs: [
      {
        name: 'a',
        typeDefs: `
          type Query { entity: Entity entities: [Entity!]! p: P }
          type Entity @key(fields: "k") { k: ID! f1: V }
          type V @shareable { v1: Int v2: Int }
          union P = Book | Mag
          type Book @key(fields: "id") { id: ID! }
          type Mag @key(fields: "id") { id: ID! sku: String }`,
        resolvers: {
          Query: {
            entity: () => ({ k: '1', f1: value }),
            entities: () => [{ k: '1', f1: value }, { k: '2' }],
            p: () => books[0],
          },
          Entity: { __resolveReference: ({ k }) => ({ k, f1: value }) },
          P: { __resolveType: ({ __typename }: { readonly __typename: string }) => __typename },
          Mag: { __resolveReference: (mag: unknown) => mag },
        },
      },
      {
        name: 'b',
        typeDefs: `
          interface Sim { sim: [Sim] }
          type Entity @key(fields: "k") {
            k: ID!
            f1: V @external
            plain: Int
            f2: Int @requires(fields: "f1 { v1 }")
            f3: Int @requires(fields: "f1 { v2 }")
          }
          type V @shareable { v1: Int v2: Int }
          type Book implements Sim @key(fields: "id") { id: ID! sim: [Book] }
          type Mag implements Sim @key(fields: "id") { id: ID! sim: [Mag] }`,
        resolvers: {
          Entity: {
            __resolveReference: (entity: unknown) => entity,
            plain: () => 5,
            f2: ({ k }: { readonly k: string }) => Number(k) * 10,
            f3: ({ k }: { readonly k: string }) => Number(k) * 100,
          },
          Book: { __resolveReference: (book: unknown) => book, sim: () => [...books, ...books] },
          Mag: { __resolveReference: (mag: unknown) => mag, sim: () => [] },
          Sim: { __resolveType: ({ __typename }: { readonly __typename: string }) => __typename },
        },
      },
    ],
  });
});
after(() => gateway[Symbol.asyncDispose]());

async function runIncrementally(query: string, variables: Record<string, unknown> = {}) {
  const prepared = await gateway.engine.prepare(parse(query), undefined, { isIncremental: true });
  return gateway.engine.executeIncrementally(prepared, { variables, headers: {} });
}

for (const c of [true, false]) {
  for (const query of [
    'query ($c: Boolean!) { entity { f2 f3 @include(if: $c) } }',
    'query ($c: Boolean!) { entities { f3 @skip(if: $c) f2 @include(if: $c) } }',
    'query ($c: Boolean!) { entity { f2 ... @include(if: $c) { f3 } plain } }',
  ]) {
    test(`a field has its inputs although others inside of the same object are excluded: ${query} ${c}`, async () => {
      await gateway.compare(query, { c });
    });
  }
}

test('a subgraph is not asked for what a condition excludes, nor for the type in its place', async () => {
  const query = 'query ($c: Boolean!) { entity { plain @include(if: $c) } }';
  asked.length = 0;
  assert.deepEqual(await gateway.compare(query, { c: false }), { data: { entity: {} } });
  assert.deepEqual(asked, ['a']);
  assert.deepEqual(await gateway.compare(query, { c: true }), { data: { entity: { plain: 5 } } });
});

test('objects are there although no fragment is for their type', async () => {
  const { data } = await gateway.compare('{ p { ... on Sim { sim { ... on Mag { sku } } } } }');
  assert.deepEqual(data, { p: { sim: [{}, {}] } });
});

test('@defer with more conditions than have plans is answered at once', async () => {
  const names = Array.from({ length: 16 }, (_, n) => `c${n}`);
  const query = `query (${names.map((name) => `$${name}: Boolean!`).join()}) { entity { ${names
    .map((name) => `... @defer(if: $${name}) { ${name}: k }`)
    .join(' ')} } }`;
  const variables = Object.fromEntries(names.map((name) => [name, true]));
  const { initial, deferred } = await runIncrementally(query, variables);
  assert.deepEqual(initial, { data: { entity: Object.fromEntries(names.map((name) => [name, '1'])) } });
  assert.equal(deferred, undefined);
});

test('@defer is on without its variable, off when that is false, and refused when it is null', async () => {
  const query = 'query ($s: Boolean) { entity { k ... @defer(if: $s) { plain } } }';
  const absent = await runIncrementally(query);
  assert.deepEqual(absent.initial, { data: { entity: { k: '1' } } });
  assert.deepEqual(await Array.fromAsync(absent.deferred ?? []), [
    [{ data: { plain: 5 }, path: ['entity'] }],
  ]);
  const off = await runIncrementally(query, { s: false });
  assert.deepEqual([off.initial, off.deferred], [{ data: { entity: { k: '1', plain: 5 } } }, undefined]);
  const { initial, deferred } = await runIncrementally(query, { s: null });
  assert.equal(deferred, undefined);
  assert.equal(initial.errors?.[0]?.extensions?.['code'], 'BAD_USER_INPUT');
});
