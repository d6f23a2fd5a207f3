import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeTarget } from './judge-target.ts';

test('a value is judged by what must be reached and by the aim', () => {
  const least = { mustReach: 30, aim: 15 };
  assert.equal(judgeTarget(15, least), 'reached');
  assert.equal(judgeTarget(16, least), 'reached, not the aim');
  assert.equal(judgeTarget(31, least), 'falls short');
  const most = { mustReach: 1_000, aim: 2_500, atLeast: true };
  assert.equal(judgeTarget(2_500, most), 'reached');
  assert.equal(judgeTarget(1_000, most), 'reached, not the aim');
  assert.equal(judgeTarget(999, most), 'falls short');
  assert.equal(judgeTarget(Number.NaN, most), 'not measured');
  assert.equal(judgeTarget(3, { mustReach: 3 }), 'reached');
});
