import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'graphql';
import { createPlanCache } from './plan-cache.ts';

function createCache(maxBytes: number) {
  let made = 0;
  const cache = createPlanCache<{ readonly size: number }>({ maxBytes, sizeOf: ({ size }) => size });
  const find = (source: string, size = 1, variant = '', operationName?: string) =>
    cache.find(parse(source), { operationName, variant }, () => {
      made += 1;
      return { size };
    });
  return { find, made: () => made };
}

test('an entry is found by what the document says, the operation and the variant', () => {
  const { find, made } = createCache(100);
  assert.equal(find('{ a }'), find('{\n  a\n}'));
  assert.notEqual(find('{ a }'), find('{ b }'));
  assert.notEqual(find('{ a }'), find('{ a }', 1, 'other'));
  assert.notEqual(find('{ a }', 1, '', 'A'), find('{ a }', 1, '', 'B'));
  assert.equal(made(), 5);
});

test('the least recently used entries go when the bytes are used up', () => {
  const { find, made } = createCache(10);
  find('{ a }', 6);
  find('{ b }', 3);
  find('{ a }', 6);
  find('{ c }', 3);
  assert.equal(made(), 3);
  find('{ a }', 6);
  assert.equal(made(), 3);
  find('{ b }', 3);
  assert.equal(made(), 4);
});

test('an entry larger than the cache is made each time', () => {
  const { find, made } = createCache(10);
  find('{ a }', 11);
  find('{ a }', 11);
  assert.equal(made(), 2);
});
