import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GraphQLScalarType } from 'graphql';
import { compileLeaf } from './complete-leaf.ts';

test('a custom scalar takes any value but one that is nested too deep to be written', () => {
  const complete = compileLeaf(new GraphQLScalarType({ name: 'JSON' }));
  for (const value of [0, '', false, [[1]], { __proto__: null, a: {} }]) assert.equal(complete(value), value);
  assert.equal(complete(JSON.parse('['.repeat(100_000) + ']'.repeat(100_000))), undefined);
});
