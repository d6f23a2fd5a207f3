import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeData } from './write-data.ts';
import { attachWriting, shareWriting } from './writing.ts';

/** Data that counts how often it is read. */
function createCounted() {
  const counted = {
    reads: 0,
    data: {
      get a() {
        counted.reads += 1;
        return 1;
      },
    },
  };
  return counted;
}

test('data that several requests got is written once', () => {
  const counted = createCounted();
  shareWriting(counted.data);
  assert.equal(writeData(counted.data), '{"a":1}');
  assert.equal(writeData(counted.data), '{"a":1}');
  assert.equal(counted.reads, 1);
});

test('data that one request got is written each time', () => {
  const counted = createCounted();
  writeData(counted.data);
  writeData(counted.data);
  assert.equal(counted.reads, 2);
});

test('what repeats is written once, to the same text', () => {
  const counted = createCounted();
  const repeated = counted.data;
  const outer = { 'a "name"': repeated, list: [repeated, null, 'text', { own: 1.5, none: null }] };
  const data = { outer, again: [outer.list, []], true: true };
  const plain = JSON.stringify(data);
  counted.reads = 0;
  attachWriting(data, {
    results: new Set([repeated]),
    holders: new Set<object>([data, outer, outer.list, data.again]),
  });
  assert.equal(writeData(data), plain);
  assert.equal(counted.reads, 1);
  assert.deepEqual(Object.keys(data), ['outer', 'again', 'true']);
});
