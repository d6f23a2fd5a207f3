import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TestNames } from '../../../tests/helpers/test-names.ts';
import { markValuesRepeated } from './mark-repeated.ts';
import { merge } from './merge.ts';
import { Tape } from './tape.ts';
import { find } from './values.ts';

const names = new TestNames(['a', 'b', 'c', 'l', 'x', 'y', 'constructor', '__proto__', 'toString']);
const isObjectType = (name: string) => name === 'Book';

/** Merges objects one after another into the first. */
function mergeAll(...objects: unknown[]): unknown {
  using tape = new Tape(names);
  const [target = 0, ...sources] = objects.map((object) => tape.read(JSON.stringify(object)));
  for (const source of sources) merge(tape, target, source, isObjectType);
  return names.build(tape, target);
}

test('objects and lists of equal length are merged in depth', () => {
  const target = { a: { x: 1 }, l: [{ x: 1 }, null, [{ x: 1 }]] };
  const source = { a: { y: 2 }, l: [{ y: 2 }, { y: 3 }, [{ y: 4 }]] };
  const merged = { a: { x: 1, y: 2 }, l: [{ x: 1, y: 2 }, { y: 3 }, [{ x: 1, y: 4 }]] };
  assert.deepEqual(mergeAll(target, source), merged);
  assert.deepEqual(mergeAll({}, target, source), merged);
  assert.deepEqual(mergeAll({ b: 0 }, { l: null }, target, source, target), { ...merged, b: 0 });
});

test('what is there is kept; null is replaced', () => {
  assert.deepEqual(mergeAll({ a: 1, b: null, c: 0, l: [1] }, { a: 2, b: 3, c: null, l: [1, 2] }), {
    a: 1,
    b: 3,
    c: 0,
    l: [1],
  });
  assert.deepEqual(mergeAll({ l: [null, 1, null] }, { l: [1, 2, null] }, { l: [3, 4, { x: 1 }] }), {
    l: [1, 1, { x: 1 }],
  });
  assert.deepEqual(mergeAll({ a: 1, l: {} }, { a: { x: 1 }, l: [1] }), { a: 1, l: {} });
});

test('the name of an interface gives way to that of an object type, never the other way', () => {
  assert.deepEqual(mergeAll({ __typename: 'Media' }, { __typename: 'Book' }), { __typename: 'Book' });
  assert.deepEqual(mergeAll({ __typename: 'Book' }, { __typename: 'Media' }), { __typename: 'Book' });
  assert.deepEqual(mergeAll({}, { __typename: 'Media' }, { __typename: 'Book' }), { __typename: 'Book' });
});

test('a name that no type has gives way, and takes the place of an interface, as any other', () => {
  const isType = (name: string) => name !== 'Unknown';
  const strict = new TestNames([], isType);
  using tape = new Tape(strict);
  const merged = (one: string, other: string) => {
    const target = tape.read(`{"__typename":${one}}`);
    merge(tape, target, tape.read(`{"__typename":${other}}`), isObjectType);
    return strict.build(tape, target);
  };
  assert.deepEqual(merged('"Media"', '"Unknown"'), { __typename: 'Unknown' });
  assert.deepEqual(merged('"Unknown"', '"Book"'), { __typename: 'Book' });
  assert.deepEqual(merged('"Book"', '"Unknown"'), { __typename: 'Book' });
});

test('names of the prototype are names like any other', () => {
  const object = JSON.parse('{"__proto__":{"x":1},"constructor":{"y":2},"toString":"z"}');
  assert.equal(
    JSON.stringify(mergeAll({}, object)),
    '{"constructor":{"y":2},"__proto__":{"x":1},"toString":"z"}',
  );
});

test('what is merged into an object that several hold is seen by all, and into one of the holders by it alone', () => {
  using tape = new Tape(names);
  const [one, other, shared, more, own] = ['{"x":1}', '{"x":2}', '{"a":{"x":3}}', '{"y":4}', '{"b":5}'].map(
    (json) => tape.read(json),
  ) as [number, number, number, number, number];
  merge(tape, one, shared, isObjectType);
  merge(tape, other, shared, isObjectType);
  markValuesRepeated(tape, shared);
  merge(tape, find(tape.heap.cells, one, names.keyOf('a')), more, isObjectType);
  merge(tape, other, own, isObjectType);
  assert.deepEqual(names.build(tape, one), { x: 1, a: { x: 3, y: 4 } });
  assert.deepEqual(names.build(tape, other), { x: 2, a: { x: 3, y: 4 }, b: 5 });
  assert(tape.hasRepeats);
});

test('merging goes on when the heap has to grow meanwhile', () => {
  using tape = new Tape(names);
  const target = tape.read(JSON.stringify({ l: Array.from({ length: 200_000 }, () => ({ x: 1 })) }));
  const source = tape.read(JSON.stringify({ l: Array.from({ length: 200_000 }, (_, y) => ({ y })) }));
  merge(tape, target, source, isObjectType);
  const { l } = names.build(tape, target) as { l: { x: number; y: number }[] };
  assert(l.every(({ x, y }, index) => x === 1 && y === index));
});
