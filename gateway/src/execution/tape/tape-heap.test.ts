import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { TapeHeap } from './tape-heap.ts';

const page = 64 * 1024;

test('pieces that are taken do not overlap, and what is given back is taken again', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ pages: fc.integer({ min: 1, max: 20 }), gives: fc.nat(3) })),
      (steps) => {
        const heap = new TapeHeap();
        const taken: { start: number; bytes: number }[] = [];
        for (const { pages, gives } of steps) {
          const bytes = pages * page - 7;
          const start = heap.take(bytes);
          assert.equal(start % page, 0);
          assert(start >= (heap.exports.HEAP_BASE.value as number) && start + bytes <= heap.bytes.length);
          for (const other of taken)
            assert(start >= other.start + other.bytes || other.start >= start + bytes);
          taken.push({ start, bytes });
          for (const { start: first, bytes: length } of taken.splice(0, gives)) heap.give(first, length);
        }
        for (const { start, bytes } of taken.splice(0)) heap.give(start, bytes);
        assert(heap.isIdle);
        const { length } = heap.bytes;
        for (let turn = 0; turn < 10; turn++) heap.give(heap.take(10 * page), 10 * page);
        assert.equal(heap.bytes.length, Math.max(length, heap.bytes.length));
      },
    ),
    { numRuns: 200 },
  );
});

test('one that has grown beyond what is used of it is wasteful', () => {
  const heap = new TapeHeap();
  const start = heap.take(1_000 * page);
  assert(!heap.isWasteful());
  heap.give(start, 1_000 * page);
  assert(!heap.isWasteful());
  assert(heap.isWasteful());
});

test('what is more than can be had is refused, and the heap goes on', () => {
  const heap = new TapeHeap();
  assert.throws(() => heap.take(3 * 1024 ** 3), { code: 'SUBREQUEST_RESPONSE_TOO_LARGE' });
  const start = heap.take(page);
  heap.cells[start / 4] = 1;
  assert.equal(heap.bytes[start], 1);
});
