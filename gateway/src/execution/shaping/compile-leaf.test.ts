import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GraphQLEnumType } from 'graphql';
import {
  buildSchema,
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  GraphQLScalarType,
  GraphQLString,
} from 'graphql';
import { completeLeaf } from '../../../tests/helpers/complete-leaf.ts';

const values = [
  '0',
  '-1',
  '1.5',
  '1.0',
  '1e2',
  '""',
  '"a"',
  '"\\u0061"',
  'true',
  'false',
  '[]',
  '{}',
  '2147483647',
];
const others = ['2147483648', '1e400', '12345678901234567890'];

function whatFits(type: Parameters<typeof completeLeaf>[0]): Record<string, string> {
  const fits: Record<string, string> = {};
  for (const value of [...values, ...others]) {
    const completed = completeLeaf(type, value);
    if (completed !== undefined) fits[value] = completed;
  }
  return fits;
}

test('an Int is an integer of 32 bits, however it is written', () => {
  assert.deepEqual(whatFits(GraphQLInt), {
    '0': '0',
    '-1': '-1',
    '1.0': '1',
    '1e2': '100',
    '2147483647': '2147483647',
  });
});

test('a Float is any number that a double comes near, unchanged', () => {
  const numbers = ['0', '-1', '1.5', '1.0', '1e2', '2147483647', '2147483648', '12345678901234567890'];
  assert.deepEqual(whatFits(GraphQLFloat), Object.fromEntries(numbers.map((text) => [text, text])));
});

test('an ID is a text, or an integer of any size that becomes one', () => {
  assert.deepEqual(whatFits(GraphQLID), {
    '0': '"0"',
    '-1': '"-1"',
    '1.0': '"1"',
    '1e2': '"100"',
    '""': '""',
    '"a"': '"a"',
    '"\\u0061"': '"\\u0061"',
    '2147483647': '"2147483647"',
    '2147483648': '"2147483648"',
    '12345678901234567890': '"12345678901234567890"',
  });
});

test('texts and booleans are nothing else', () => {
  assert.deepEqual(Object.keys(whatFits(GraphQLString)), ['""', '"a"', '"\\u0061"']);
  assert.deepEqual(Object.keys(whatFits(GraphQLBoolean)), ['true', 'false']);
});

test('a value of an enum is one of its names, however it is escaped', () => {
  const type = buildSchema('enum Letter { a b long_name }').getType('Letter') as GraphQLEnumType;
  assert.deepEqual(whatFits(type), { '"a"': '"a"', '"\\u0061"': '"a"' });
  assert.equal(completeLeaf(type, '"long_name"'), '"long_name"');
  assert.equal(completeLeaf(type, '"long_nama"'), undefined);
});

test('a custom scalar takes any value but one that is nested too deep to be read', () => {
  const type = new GraphQLScalarType({ name: 'JSON' });
  for (const value of [...values, ...others, '[[1]]', '{"a": {}}'])
    assert.equal(completeLeaf(type, value), value);
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  assert.equal(completeLeaf(type, nested(1_000)), nested(1_000));
  assert.equal(completeLeaf(type, nested(1_100)), undefined);
  assert.throws(() => completeLeaf(type, nested(100_000)), SyntaxError);
});
