import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { startTestEngine, type TestEngine } from '../helpers/start-test-engine.ts';
import { openScenario } from '../oracle/open-scenario.ts';
import { sharedRoots } from '../oracle/scenarios/shared-roots.ts';

let reply: unknown;
let open: TestEngine;

/** Two subgraphs bring parts of one object, at the root and below an entity; the second one can be made to fail. */
before(async () => {
  const shop = { name: 'Acme', desk: { open: true }, desks: [{ open: true }, null, { open: false }] };
  open = await startTestEngine({
    engine: { exposeSubgraphErrors: true, traffic: { retry: false, breakCircuit: false } },
    intercept({ subgraph }, response) {
      if (subgraph !== 'second' || reply === undefined) return false;
      if (reply === 'away') response.destroy();
      else response.setHeader('content-type', 'application/json').end(JSON.stringify(reply));
      return true;
    },
    subgraphs: [
      {
        name: 'first',
        typeDefs: `
          type Query { shop: Shop @shareable items: [Item] }
          type Shop @shareable { name: String desk: Desk desks: [Desk] none: [Desk] }
          type Desk { open: Boolean }
          interface Item @key(fields: "id") { id: ID! shop: Shop }
          type Book implements Item @key(fields: "id") { id: ID! shop: Shop @shareable }
          type Film implements Item @key(fields: "id") { id: ID! shop: Shop @shareable }`,
        resolvers: {
          Query: {
            shop: () => ({ ...shop, none: [] }),
            items: () => [
              { __typename: 'Book', id: '1', shop },
              { __typename: 'Film', id: '2', shop: null },
            ],
          },
          Item: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
          Book: { __resolveReference: (reference) => ({ ...reference, shop }) },
          Film: { __resolveReference: (reference) => ({ ...reference, shop: null }) },
        },
      },
      {
        name: 'second',
        typeDefs: `
          type Query { shop: Shop @shareable }
          type Shop @shareable { desk: Desk desks: [Desk] none: [Desk] phone: String }
          type Desk { clerk: String }
          type Book @key(fields: "id") { id: ID! shop: Shop @shareable pages: Int size: Int! }
          type Film @key(fields: "id") { id: ID! shop: Shop @shareable size: String }`,
        resolvers: {
          Query: { shop: () => ({ ...shop, none: [], phone: '1' }) },
          Book: { __resolveReference: (reference) => ({ ...reference, pages: 1, size: 2 }) },
          Film: { __resolveReference: (reference) => ({ ...reference, size: 'long' }) },
        },
      },
    ],
  });
});
after(() => open[Symbol.asyncDispose]());
beforeEach(() => {
  reply = undefined;
});

async function pathsOf(query: string): Promise<readonly string[]> {
  const { errors = [] } = await open.run(query);
  return errors.map(({ path }) => path?.join('.') ?? '');
}

test('a subgraph that fails below an object of another is told at what is missing', async () => {
  reply = 'away';
  assert.deepEqual(
    await pathsOf('{ shop { n: name p: phone desk { open clerk } desks { open c: clerk } } }'),
    ['shop.p', 'shop.desk.clerk', 'shop.desks.0.c', 'shop.desks.2.c'],
  );
});

test('it is told at the object when nothing of it is there', async () => {
  reply = 'away';
  assert.deepEqual(await pathsOf('{ shop { phone } }'), ['shop']);
});

test('a failure without visible loss is told all the same', async () => {
  reply = 'away';
  assert.deepEqual(await pathsOf('{ shop { name none { open clerk } } }'), ['shop']);
});

test('the same holds below entities, by their types', async () => {
  reply = 'away';
  const query = '{ items { ... on Book { shop { name phone } pages } ... on Film { shop { phone } } } }';
  assert.deepEqual(await pathsOf(query), ['items.0.shop.phone', 'items.0.pages', 'items.1.shop']);
});

test('an error of a whole entity is told at its fields', async () => {
  reply = {
    data: { _entities: [null, { __typename: 'Film', size: 'long' }] },
    errors: [{ message: 'no', path: ['_entities', 0] }],
  };
  assert.deepEqual(
    await pathsOf('{ items { id ... on Book { p: pages shop { phone name } } ... on Film { size } } }'),
    ['items.0.p', 'items.0.shop.phone'],
  );
});

test('an error of an object that others know is told at what is missing of it', async () => {
  reply = { data: { shop: null }, errors: [{ message: 'no', path: ['shop'] }] };
  assert.deepEqual(await pathsOf('{ shop { name phone } }'), ['shop.phone']);
  reply = { data: { shop: { phone: null } }, errors: [{ message: 'no', path: ['shop', 'phone'] }] };
  assert.deepEqual(await pathsOf('{ shop { name phone } }'), ['shop.phone']);
});

test('an error of a field that was asked for under another name is told at its own', async () => {
  reply = {
    data: { _entities: [{ size: 2 }, { size__alias_0: null }] },
    errors: [{ message: 'no', path: ['_entities', 1, 'size__alias_0'] }],
  };
  open.supergraph.requests.length = 0;
  assert.deepEqual(await pathsOf('{ items { ... on Book { size } ... on Film { s: size } } }'), [
    'items.1.s',
  ]);
  assert.match(open.supergraph.requests.at(-1)?.query ?? '', /size__alias_0:size/);
});

test('a root field that two subgraphs share and both fail is told once', async () => {
  await using open = await openScenario(sharedRoots);
  open.scatterNulls(5);
  const { errors } = await open.ask({ query: '{ users { name score } }', variables: {} });
  assert.deepEqual(
    errors?.map(({ path }) => path),
    [['users']],
  );
});
