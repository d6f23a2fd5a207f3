import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'graphql';
import { composeSupergraph } from '../../../tests/helpers/compose-supergraph.ts';
import { readGraphNames } from '../../planning/rewriting/read-graph-names.ts';
import { studySupergraph } from './study-supergraph.ts';

const link = `
  extend schema
    @link(url: "https://specs.apollo.dev/link/v1.0")
    @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@cacheTag", "@composeDirective", "@authenticated"])
    @link(url: "https://headgate.example/cacheControl/v1.0", import: ["@cacheControl"])
    @composeDirective(name: "@cacheControl")
  enum CacheControlScope { PUBLIC PRIVATE }
  directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT | INTERFACE
`;

const sdl = composeSupergraph([
  {
    name: 'book-shop',
    url: 'http://localhost/books',
    typeDefs: `${link}
      type Query {
        book(isbn: ID = "none", in: Where): Book @cacheControl(maxAge: 30)
          @cacheTag(format: "book-{$args.isbn}") @cacheTag(format: "in-{$args.in.shelf}") @cacheTag(format: "books")
      }
      input Where { shelf: String }
      type Book @key(fields: "isbn shelf { id }") @cacheControl(maxAge: 60)
        @cacheTag(format: "book-{$key.isbn}") @cacheTag(format: "shelf-{$key.shelf.id}") {
        isbn: ID!
        title: String
        mine: String @cacheControl(maxAge: 20, scope: PRIVATE)
        never: String @cacheControl(maxAge: 0)
        secret: String @authenticated
        shelf: Shelf
      }
      interface Item { id: ID! }
      type Shelf @key(fields: "id") { id: ID!, place: String, size: Int @cacheControl(maxAge: 10) }
    `,
  },
  {
    name: 'reviews',
    url: 'http://localhost/reviews',
    typeDefs: `${link}
      type Book @key(fields: "isbn shelf { id }") @cacheTag(format: "reviews-{$key.isbn}") {
        isbn: ID!
        shelf: Shelf
        stars: Int
      }
      type Shelf @key(fields: "id") { id: ID! }
    `,
  },
]);
const study = studySupergraph(parse(sdl), { readGraphNames });

const entities = (selections: string, name = '') =>
  study.describe(
    `query ${name}($representations:[_Any!]!){_entities(representations:$representations){${selections}}}`,
  );

const hintOf = ({ hint, isRestricted }: ReturnType<ReturnType<typeof entities>['ofEntity']>) => {
  const text = typeof hint === 'string' ? hint : `${hint.scope} ${hint.maxAgeSeconds}`;
  return isRestricted ? `${text}, restricted` : text;
};

test('an entity has the hint of its type and of the fields that are asked for', () => {
  const hintFor = (type: string, fields: string) =>
    hintOf(entities(`...on ${type}{${fields}}`).ofEntity(type));
  assert.equal(hintFor('Book', 'title'), 'public 60');
  assert.equal(hintFor('Book', 'title mine'), 'private 20');
  assert.equal(hintFor('Book', 'title never'), 'forbidden');
  assert.equal(hintFor('Book', 'secret'), 'public 60, restricted');
  assert.equal(hintFor('Book', 'shelf{size}'), 'none');
  assert.equal(hintFor('Shelf', 'place'), 'none');
  assert.equal(hintFor('Shelf', 'size'), 'public 10');
  assert.equal(hintFor('Shelf', 'size place'), 'none');
});

test('root fields have the hints that a whole answer has', () => {
  assert.equal(hintOf(study.describe('{book{title}}').root), 'public 30');
});

test('what is asked of a type is the same whatever else is asked for, and whatever the operation is called', () => {
  const alone = entities('...on Book{title}').ofEntity('Book');
  const beside = entities('...on Book{title}...on Shelf{size}', 'Named').ofEntity('Book');
  assert.equal(beside.hash, alone.hash);
  assert.deepEqual(beside.types, ['Book']);
  assert.notEqual(entities('...on Book{name:title}').ofEntity('Book').hash, alone.hash);
});

test('variables with another default are another question', () => {
  const withDefault = (value: string) =>
    study.describe(`query($a:ID=${value}){book(isbn:$a){title}}`).root.hash;
  assert.equal(withDefault('1'), withDefault('1'));
  assert.notEqual(withDefault('1'), withDefault('2'));
});

test('an entity that is known by an interface may be of any type that is asked for', () => {
  const alone = entities('...on Item{id}').ofEntity('Item');
  assert.notEqual(entities('...on Item{id}...on Book{title}').ofEntity('Item').hash, alone.hash);
});

test('only the variables that are used tell data apart', () => {
  const fetch = study.describe('query($a:ID$b:ID){book(isbn:$a){title}}');
  assert.deepEqual(fetch.root.variables, ['a']);
});

test('@cacheTag on a type is filled in from the representation, for the subgraph that has it', () => {
  const book = { __typename: 'Book', isbn: 7, shelf: { id: 'a' } };
  assert.deepEqual(study.tagsOfEntity('book-shop', book), ['book-7', 'shelf-a']);
  assert.deepEqual(study.tagsOfEntity('reviews', book), ['reviews-7']);
  assert.deepEqual(study.tagsOfEntity('book-shop', { __typename: 'Book', isbn: 'x' }), ['book-x']);
  assert.deepEqual(study.tagsOfEntity('book-shop', { __typename: 'Shelf', id: 1 }), []);
});

test('@cacheTag on a root field is filled in from literals, variables and defaults; what has no value is no tag', () => {
  const tagsOf = (text: string, variables = {}) =>
    study.tagsOfRoot('book-shop', study.describe(text), variables);
  assert.deepEqual(tagsOf('{book(isbn:"1"){title}}'), ['book-1', 'books']);
  assert.deepEqual(tagsOf('query($i:ID){b:book(isbn:$i){title}}', { i: '2' }), ['book-2', 'books']);
  assert.deepEqual(tagsOf('query($w:Where){book(in:$w){title}}', { w: { shelf: 's' } }), [
    'book-none',
    'in-s',
    'books',
  ]);
  assert.deepEqual(tagsOf('query($i:ID){book(isbn:$i){title}}', { i: null }), ['books']);
  assert.deepEqual(study.tagsOfRoot('reviews', study.describe('{book{title}}'), {}), []);
});
