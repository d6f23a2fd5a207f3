import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestEngine, type TestEngine } from '../helpers/start-test-engine.ts';

const comments = ['first', 'second', 'third', 'fourth'].map((text, index) => ({ id: `c${index}`, text }));
const posts = [
  { id: '1', name: 'One', comments },
  { id: '2', name: 'Two', comments: comments.slice(1) },
];
const price = (currency: string, id: string) => Number(id) * (currency === 'USD' ? 10 : 9);

let gateway: TestEngine;

before(async () => {
  gateway = await startTestEngine({
    subgraphs: [
      {
        name: 'posts',
        typeDefs: `
          type Query { posts: [Post] post(id: ID!): Post }
          type Post @key(fields: "id") { id: ID! name: String comments(limit: Int): [Comment] price(currency: String = "EUR"): Int }
          type Comment { id: ID! text(upper: Boolean = false): String }`,
        resolvers: {
          Query: {
            posts: () => posts,
            post: (_: unknown, { id }: { id: string }) => posts.find((post) => post.id === id),
          },
          Post: {
            __resolveReference: ({ id }) => posts.find((post) => post.id === id),
            comments: (post: (typeof posts)[0], { limit }: { limit?: number }) =>
              post.comments.slice(0, limit ?? 4),
            price: ({ id }: { id: string }, { currency }: { currency: string }) => price(currency, id),
          },
          Comment: {
            text: ({ text }: { text: string }, { upper }: { upper: boolean }) =>
              upper ? text.toUpperCase() : text,
          },
        },
      },
      {
        name: 'stats',
        typeDefs: `
          type Post @key(fields: "id") {
            id: ID!
            comments(limit: Int): [Comment] @external
            price(currency: String = "EUR"): Int @external
            topics: [String] @requires(fields: "comments(limit: 3) { text(upper: true) }")
            dollars: String @requires(fields: "price(currency: \\"USD\\")")
            euros: String @requires(fields: "price(currency: \\"EUR\\")")
            byDefault: String @requires(fields: "price")
            plain: String
          }
          type Comment { text(upper: Boolean = false): String @external }`,
        resolvers: {
          Post: {
            __resolveReference: (reference) => reference,
            topics: (post: { comments: { text: string }[] }) => post.comments.map(({ text }) => text),
            dollars: (post: { price: number }) => `$${post.price}`,
            euros: (post: { price: number }) => `€${post.price}`,
            byDefault: (post: { price: number }) => `${post.price}`,
            plain: () => 'plain',
          },
        },
      },
    ],
    monolithResolvers: {
      Post: {
        topics: (post: (typeof posts)[0]) => post.comments.slice(0, 3).map(({ text }) => text.toUpperCase()),
        dollars: ({ id }: { id: string }) => `$${price('USD', id)}`,
        euros: ({ id }: { id: string }) => `€${price('EUR', id)}`,
        byDefault: ({ id }: { id: string }) => `${price('EUR', id)}`,
      },
    },
  });
});

after(async () => {
  await gateway[Symbol.asyncDispose]();
});

test('a client selects a field with other arguments than those that are required', async () => {
  await gateway.compare('{ posts { comments(limit: 1) { id text } topics } }');
});

test('fields that require one field with different arguments each get their own', async () => {
  await gateway.compare('{ posts { dollars euros byDefault plain price(currency: "USD") } }');
  const operations = gateway.supergraph.requests
    .filter(({ subgraph }) => subgraph === 'stats')
    .map(({ query }) => query);
  assert.ok(operations.length > 0);
});

test('a variable of the client stays with the part of a split fetch that uses it', async () => {
  await gateway.compare(
    'query ($c: String, $n: Int) { posts { a: comments(limit: $n) { text } dollars euros price(currency: $c) } }',
    { c: 'USD', n: 2 },
  );
});

test('an alias is the name of another field, of a key or of a required field', async () => {
  for (const query of [
    '{ posts { id: name } }',
    '{ posts { id: name topics } }',
    '{ posts { price: name dollars } }',
    '{ posts { comments: name topics } }',
    '{ posts { id: plain plain: id } }',
    '{ id: posts { __typename: name t: __typename topics } }',
    '{ posts { constructor: name toString: plain __proto__: name } }',
  ]) {
    await gateway.compare(query);
  }
});

test('one field is selected several times with different arguments and aliases', async () => {
  await gateway.compare(`query ($limit: Int = 2) {
      a: post(id: "1") { comments { text } b: comments(limit: 1) { text } c: comments(limit: $limit) { id u: text(upper: true) text } }
      b: post(id: "2") { x: comments(limit: 1) { id } y: comments(limit: 1) { text } }
    }`);
});

test('conditions on fields and fragments keep the order of a single server', async () => {
  const query = `query ($yes: Boolean!, $no: Boolean!) {
    posts { name @include(if: $yes) ...A @skip(if: $no) id @include(if: $no) id topics @include(if: $yes) dollars @skip(if: $yes) }
  }
  fragment A on Post { plain @include(if: $yes) euros @skip(if: $no) name }`;
  for (const yes of [true, false]) {
    for (const no of [true, false]) await gateway.compare(query, { yes, no });
  }
});

test('literal conditions are settled before planning', async () => {
  await gateway.compare(
    '{ posts { id @skip(if: true) ... @include(if: false) { name } plain @include(if: true) } }',
  );
  await gateway.compare('{ posts { id @skip(if: true) } }');
  await gateway.compare('{ posts @skip(if: true) { id } }');
});
