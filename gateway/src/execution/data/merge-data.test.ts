import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergeData } from './merge-data.ts';
import type { DataObject } from './response-data.ts';

function merge(target: DataObject, source: DataObject): DataObject {
  mergeData(target, source, (name) => name === 'Book');
  return target;
}

test('objects and lists of equal length are merged in depth', () => {
  assert.deepEqual(
    merge(
      { a: { x: 1 }, l: [{ x: 1 }, null, [{ x: 1 }]] },
      { a: { y: 2 }, l: [{ y: 2 }, { y: 3 }, [{ y: 4 }]] },
    ),
    { a: { x: 1, y: 2 }, l: [{ x: 1, y: 2 }, { y: 3 }, [{ x: 1, y: 4 }]] },
  );
});

test('what is there is kept; null is replaced', () => {
  assert.deepEqual(merge({ a: 1, b: null, c: 0, l: [1] }, { a: 2, b: 3, c: null, l: [1, 2] }), {
    a: 1,
    b: 3,
    c: 0,
    l: [1],
  });
});

test('the name of an interface gives way to that of an object type, never the other way', () => {
  assert.deepEqual(merge({ __typename: 'Media' }, { __typename: 'Book' }), { __typename: 'Book' });
  assert.deepEqual(merge({ __typename: 'Book' }, { __typename: 'Media' }), { __typename: 'Book' });
});

test('names of the prototype are names like any other', () => {
  const merged = merge({}, JSON.parse('{"__proto__":{"x":1},"constructor":{"y":2},"toString":"z"}'));
  assert.deepEqual(Object.keys(merged), ['constructor', 'toString']);
  assert.equal(Object.getPrototypeOf(merged), Object.prototype);
});
