import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'graphql';
import { createPlanCache } from './plan-cache.ts';

function createCache(maxBytes: number) {
  let made = 0;
  const cache = createPlanCache<{ readonly size: number }>({ maxBytes, sizeOf: ({ size }) => size });
  const find = (source: string, size = 1, variant = '', operationName?: string) =>
    cache.find(parse(source), { operationName, variant }, async () => {
      made += 1;
      return { size };
    });
  return { cache, find, made: () => made };
}

test('an entry is found by what the document says, the operation and the variant', async () => {
  const { find, made } = createCache(100);
  assert.equal(await find('{ a }'), await find('{\n  a\n}'));
  assert.notEqual(await find('{ a }'), await find('{ b }'));
  assert.notEqual(await find('{ a }'), await find('{ a }', 1, 'other'));
  assert.notEqual(await find('{ a }', 1, '', 'A'), await find('{ a }', 1, '', 'B'));
  assert.equal(made(), 5);
});

test('the least recently used entries go when the bytes are used up', async () => {
  const { find, made } = createCache(10);
  await find('{ a }', 6);
  await find('{ b }', 3);
  await find('{ a }', 6);
  await find('{ c }', 3);
  assert.equal(made(), 3);
  await find('{ a }', 6);
  assert.equal(made(), 3);
  await find('{ b }', 3);
  assert.equal(made(), 4);
});

test('an entry larger than the cache is made each time', async () => {
  const { find, made } = createCache(10);
  await find('{ a }', 11);
  await find('{ a }', 11);
  assert.equal(made(), 2);
});

test('those who ask while an entry is made get the same', async () => {
  const { find, made } = createCache(100);
  const [one, two] = await Promise.all([find('{ a }'), find('{ a }')]);
  assert.equal(one, two);
  assert.equal(made(), 1);
});

test('the entries that are asked for most often are known', async () => {
  const { cache, find } = createCache(100);
  const rare = await find('{ a }');
  const frequent = await find('{ b }');
  await find('{ b }');
  assert.deepEqual(cache.mostUsed(1), [frequent]);
  assert.deepEqual(cache.mostUsed(5), [frequent, rare]);
});
