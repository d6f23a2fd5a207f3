import assert from 'node:assert/strict';
import { test } from 'node:test';
import { percentile } from './percentile.ts';

test('a percentile is a value that was measured', () => {
  const values = [30, 10, 20, 40];
  assert.equal(percentile(values, 0.5), 20);
  assert.equal(percentile(values, 0.99), 40);
  assert.equal(percentile(values, 0), 10);
  assert.ok(Number.isNaN(percentile([], 0.5)));
});
