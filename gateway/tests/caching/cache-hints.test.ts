import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildSchema, parse } from 'graphql';
import { listTypes } from '../../src/caching/entities/list-types.ts';
import { computeHintPolicy } from '../../src/caching/policy/compute-hint-policy.ts';
import { readCacheHints } from '../../src/caching/policy/read-cache-hints.ts';

const sdl = `
  directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
  directive @federation__authenticated on FIELD_DEFINITION | OBJECT
  enum CacheControlScope { PUBLIC PRIVATE }
  type Query {
    book: Book @cacheControl(maxAge: 30)
    typed: Book
    plain: Int
    counted: Int @cacheControl(maxAge: 10)
    never: Int @cacheControl(maxAge: 0)
    unhinted: Shelf
    node: Node @cacheControl(maxAge: 50)
  }
  interface Node { id: ID! }
  type Book implements Node @cacheControl(maxAge: 60) {
    id: ID!
    title: String
    mine: String @cacheControl(maxAge: 20, scope: PRIVATE)
    shelf: Shelf
    near: Shelf @cacheControl(inheritMaxAge: true)
    secret: String @federation__authenticated
  }
  type Shelf { id: ID!, books: [Book!]! }
`;
const schema = buildSchema(sdl);
const hints = readCacheHints(parse(sdl));

const compute = (document: string) => {
  assert(hints);
  const { hint, isRestricted } = computeHintPolicy(parse(document), schema, hints);
  const text = typeof hint === 'string' ? hint : `${hint.scope} ${hint.maxAgeSeconds}`;
  return isRestricted ? `${text}, restricted` : text;
};

test('a field has its own hint, else that of its type, and scalars do as their parent', () => {
  assert.equal(compute('{ book { title } }'), 'public 30');
  assert.equal(compute('{ typed { title } }'), 'public 60');
  assert.equal(compute('{ counted typed { id } }'), 'public 10');
});

test('root fields and composite types without a hint are not kept', () => {
  assert.equal(compute('{ plain }'), 'none');
  assert.equal(compute('{ book { shelf { id } } }'), 'none');
  assert.equal(compute('{ unhinted { id } }'), 'none');
  assert.equal(compute('{ __typename }'), 'none');
});

test('a field that inherits is kept as long as its parent', () => {
  assert.equal(compute('{ book { near { id } } }'), 'public 30');
});

test('one private field makes all of it private, and one that forbids keeping forbids it for all', () => {
  assert.equal(compute('{ book { mine } }'), 'private 20');
  assert.equal(compute('{ book { title } never }'), 'forbidden');
});

test('what needs a token is restricted, in fragments too', () => {
  assert.equal(compute('{ book { ...Secret } } fragment Secret on Book { secret }'), 'public 30, restricted');
  assert.equal(compute('{ node { id ... on Book { secret } } }'), 'public 50, restricted');
});

test('a supergraph without hints has none to read', () => {
  assert.equal(readCacheHints(parse('type Query { a: Int }')), undefined);
  assert.equal(readCacheHints(parse('directive @cacheControl on OBJECT type Query { a: Int }')), undefined);
});

test('the types of a document are those of its fields and fragments', () => {
  const document = parse('{ node { ... on Book { shelf { id } } } plain }');
  assert.deepEqual(listTypes(document, schema).toSorted(), ['Book', 'Node', 'Shelf']);
});
