import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkValueDepth } from './check-value-depth.ts';

const fits = (value: unknown) => checkValueDepth(value, 3) === undefined;

test('lists and objects count, what they hold does not', () => {
  for (const value of [undefined, null, 1, 'x', [], {}, { a: [{ b: 1 }] }, [[['x']]]]) assert(fits(value));
  for (const value of [{ a: [{ b: {} }] }, [[[[]]]], { a: { b: { c: [] } } }]) assert(!fits(value));
});

test('a value that is nested 100,000 deep is not followed', () => {
  assert(!fits(JSON.parse('['.repeat(100_000) + ']'.repeat(100_000))));
});
