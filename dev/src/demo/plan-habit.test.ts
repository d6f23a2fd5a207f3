import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planHabit } from './plan-habit.ts';

test('a habit is six whole weeks and the days since, the same whenever it is asked for', () => {
  const now = Date.UTC(2026, 5, 3, 12, 30);
  const events = planHabit(now);
  assert.equal(new Date(Math.min(...events.map(({ at }) => at))).toISOString(), '2026-04-20T07:00:00.000Z');
  assert.ok(events.every(({ at }) => at < Date.UTC(2026, 5, 3, 12)));
  assert.equal(new Set(events.map(({ id }) => id)).size, events.length);
  const later = planHabit(now + 3_600_000);
  assert.deepEqual(later.slice(0, events.length), events);
  assert.ok(later.length > events.length);
});
