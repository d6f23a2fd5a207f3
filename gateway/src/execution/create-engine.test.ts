import assert from 'node:assert/strict';
import { test } from 'node:test';
import { execute, parse } from 'graphql';
import { startTestSupergraph } from '../../tests/helpers/start-test-supergraph.ts';
import type { TestSubgraph } from '../../tests/helpers/test-subgraph.ts';
import { createEngine } from './create-engine.ts';

const users = [
  { id: 'u1', name: 'Ada', username: '@ada' },
  { id: 'u2', name: 'Bob', username: '@bob' },
];
const products = [
  { upc: 'p1', name: 'Table', price: 900, weight: 100 },
  { upc: 'p2', name: 'Chair', price: 50, weight: 10 },
];
const reviews = [
  { id: 'r1', body: 'Fine', author: users[0], product: products[0] },
  { id: 'r2', body: 'Good', author: users[1], product: products[0] },
  { id: 'r3', body: 'Bad', author: users[0], product: products[1] },
];

const subgraphs: readonly TestSubgraph[] = [
  {
    name: 'accounts',
    typeDefs: `type Query { me: User  users: [User!]! } type User @key(fields: "id") { id: ID! name: String! username: String @shareable }`,
    resolvers: {
      Query: { me: () => users[0], users: () => users },
      User: { __resolveReference: ({ id }) => users.find((user) => user.id === id) },
    },
  },
  {
    name: 'products',
    typeDefs: `type Query { topProducts(first: Int = 5): [Product] } type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }`,
    resolvers: {
      Query: { topProducts: (_: unknown, { first }: { first: number }) => products.slice(0, first) },
      Product: { __resolveReference: ({ upc }) => products.find((product) => product.upc === upc) },
    },
  },
  {
    name: 'inventory',
    typeDefs: `type Product @key(fields: "upc") { upc: String! weight: Int @external price: Int @external inStock: Boolean shippingEstimate: Int @requires(fields: "price weight") }`,
    resolvers: {
      Product: {
        __resolveReference: (reference) => reference,
        inStock: ({ upc }: { upc: string }) => upc === 'p1',
        shippingEstimate: ({ price, weight }: { price: number; weight: number }) =>
          price > 500 ? 0 : weight / 2,
      },
    },
  },
  {
    name: 'reviews',
    typeDefs: `type Review @key(fields: "id") { id: ID! body: String product: Product author: User @provides(fields: "username") }
      type User @key(fields: "id") { id: ID! username: String @external reviews: [Review] }
      type Product @key(fields: "upc") { upc: String! reviews: [Review] }`,
    resolvers: {
      User: {
        __resolveReference: (reference) => reference,
        reviews: ({ id }: { id: string }) => reviews.filter(({ author }) => author?.id === id),
      },
      Product: {
        __resolveReference: (reference) => reference,
        reviews: ({ upc }: { upc: string }) => reviews.filter(({ product }) => product?.upc === upc),
      },
    },
  },
];

test('answers the query of the public benchmark as one server would', async () => {
  await using supergraph = await startTestSupergraph({ subgraphs });
  await using engine = await createEngine({ supergraphSdl: supergraph.sdl });
  const document = parse(`
    fragment User on User { id username name }
    fragment Review on Review { id body }
    fragment Product on Product { inStock name price shippingEstimate upc weight }
    query TestQuery {
      users { ...User reviews { ...Review product { ...Product reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } } } } }
      topProducts { ...Product reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } } }
    }`);
  const prepared = await engine.prepare(document, undefined);
  const result = await engine.execute(prepared, { variables: {}, headers: {} });
  const expected = await execute({ schema: supergraph.monolith, document });
  assert.deepEqual(JSON.parse(JSON.stringify(result)), JSON.parse(JSON.stringify(expected)));
  assert.equal(JSON.stringify(result.data), JSON.stringify(expected.data), 'in the order of the selections');
});
