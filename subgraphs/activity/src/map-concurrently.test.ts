import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mapConcurrently } from './map-concurrently.ts';

test('results keep the order of the items, and a failure stays with its item', async () => {
  const results = await mapConcurrently([1, 2, 3], 2, async (n) => {
    if (n === 2) throw new RangeError('two');
    return n * 10;
  });
  assert.deepEqual(results, [10, new RangeError('two'), 30]);
  assert.deepEqual(await mapConcurrently([], 2, async () => 1), []);
});

test('no more tasks than the limit run at once', async () => {
  let running = 0;
  let most = 0;
  await mapConcurrently(
    Array.from({ length: 20 }, (_, n) => n),
    4,
    async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
    },
  );
  assert.equal(most, 4);
});
