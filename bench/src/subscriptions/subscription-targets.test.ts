import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeSubscriptions } from './subscription-targets.ts';

test('a value is judged by what must be reached and by the aim', () => {
  const least = { mustReach: 30, aim: 15 };
  assert.equal(judgeSubscriptions(15, least), 'reached');
  assert.equal(judgeSubscriptions(16, least), 'reached, not the aim');
  assert.equal(judgeSubscriptions(31, least), 'falls short');
  const most = { mustReach: 1_000, aim: 2_500, atLeast: true };
  assert.equal(judgeSubscriptions(2_500, most), 'reached');
  assert.equal(judgeSubscriptions(1_000, most), 'reached, not the aim');
  assert.equal(judgeSubscriptions(999, most), 'falls short');
  assert.equal(judgeSubscriptions(Number.NaN, most), 'not measured');
});
