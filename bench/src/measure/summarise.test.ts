import assert from 'node:assert/strict';
import { test } from 'node:test';
import { median } from './summarise.ts';

test('the median is the middle, or the mean of the two in the middle', () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([10, 2, 4, 8]), 6);
  assert.equal(median([]), Number.NaN);
});
