import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildSchema, getOperationAST, parse } from 'graphql';
import { identifyOperation } from './identify-operation.ts';
import { listCoordinates } from './list-coordinates.ts';

const schema = buildSchema(`
  interface Node { id: ID! }
  type User implements Node { id: ID!, name(short: Boolean): String, friends(first: Int): [User!]! }
  type Place implements Node { id: ID!, name: String }
  input Filter { text: String, near: Near }
  input Near { meters: Int }
  type Query { node(id: ID!): Node, users(filter: Filter): [User!]! }
`);

function read(text: string, name?: string) {
  const document = parse(text);
  const operation = getOperationAST(document, name);
  assert(operation);
  return { document, operation, schema };
}

test('what an operation has is listed by coordinates, that of interfaces for who implements them too', () => {
  const text = `
    query Wanted($id: ID!) { node(id: $id) { __typename ...ids ... on User { name(short: true) } } }
    query Other { users(filter: { text: "x", near: { meters: 5 } }) { friends { id } } }
    fragment ids on Node { id }
  `;
  assert.deepEqual(listCoordinates(read(text, 'Wanted')), [
    'Node.id',
    'Place.id',
    'Query.node',
    'Query.node(id:)',
    'User.id',
    'User.name',
    'User.name(short:)',
  ]);
  assert.deepEqual(listCoordinates(read(text, 'Other')), [
    'Filter.near',
    'Filter.text',
    'Near.meters',
    'Query.users',
    'Query.users(filter:)',
    'User.friends',
    'User.id',
  ]);
  assert.deepEqual(listCoordinates(read('{ __schema { types { name } } }')), []);
});

test('operations that differ in values and in what is not theirs alone are one', () => {
  const id = (text: string) => identifyOperation(read(text, 'A'));
  const one = id('query A { users(filter: { text: "ada@example.com" }) { name(short: true) } }');
  assert.match(one, /^[\w-]{12}$/);
  assert.equal(
    id('query A { users(filter: {text: "b", near: null}) { name(short: true) } } query B { users { id } }'),
    one,
  );
  assert.notEqual(id('query A { users(filter: {}) { id } }'), one);
});
