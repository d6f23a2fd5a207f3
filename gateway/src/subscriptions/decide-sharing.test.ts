import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildSchema, parse } from 'graphql';
import { decideSharing, type SubscriptionField } from './decide-sharing.ts';

const schema = buildSchema(`
  type Query { now: Int }
  input Since { cursor: String }
  type Subscription {
    plain: Int
    moved(after: ID, limit: Int = 5): Int
    priced(symbol: String!): Int
    listed(since: Since!): Int
    paged(size: Int! = 3): Int
  }
`);

function decide(
  selection: string,
  variables: Record<string, unknown> = {},
  known: Record<string, SubscriptionField> = {},
) {
  const document = parse(`subscription ($after: ID, $symbol: String = "A") ${selection}`);
  return decideSharing({ document, operationName: undefined, schema }, variables, known);
}

test('an argument that can be left out, or an object, may say where to begin; one that is required does not', () => {
  const cases: readonly [string, Record<string, unknown>, boolean][] = [
    ['{ plain }', {}, true],
    ['{ moved }', {}, true],
    ['{ moved(after: null) }', {}, true],
    ['{ moved(after: $after) }', {}, true],
    ['{ moved(after: $after) }', { after: null }, true],
    ['{ moved(after: $after) }', { after: '1' }, false],
    ['{ moved(after: "1") }', {}, false],
    ['{ moved(limit: 1) }', {}, false],
    ['{ priced(symbol: $symbol) }', { symbol: 'A' }, true],
    ['{ priced(symbol: "A") }', {}, true],
    ['{ listed(since: { cursor: "1" }) }', {}, false],
    ['{ paged(size: 1) }', {}, false],
    ['{ ... on Subscription { moved(after: "1") } }', {}, false],
  ];
  for (const [selection, variables, isLive] of cases) {
    assert.deepEqual(decide(selection, variables), { isPublic: false, isLive, replays: false }, selection);
  }
});

test('what is known of a field stands above its arguments', () => {
  assert.deepEqual(decide('{ moved(after: "1") }', {}, { moved: { begins: 'now', public: true } }), {
    isPublic: true,
    isLive: true,
    replays: false,
  });
  assert.deepEqual(decide('{ plain }', {}, { plain: { begins: 'past' } }), {
    isPublic: false,
    isLive: false,
    replays: true,
  });
});
