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

test('a small answer that would become a huge text is refused', () => {
  const holders = new Set<object>();
  const results = new Set<object>();
  let data: Record<string, unknown> = { text: 'x'.repeat(1_000) };
  for (let level = 0; level < 20; level++) {
    const list = Array.from({ length: 10 }, () => data);
    results.add(data);
    data = { list };
    holders.add(list).add(data);
  }
  attachWriting(data, { results, holders });
  assert.throws(() => writeData(data), { extensions: { code: 'ANSWER_TOO_LARGE', http: { status: 400 } } });
});
