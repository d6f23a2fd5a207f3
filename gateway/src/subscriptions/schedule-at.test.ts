import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scheduleAt } from './schedule-at.ts';

const dayMs = 24 * 60 * 60 * 1_000;

test('a token that lasts longer than a timer can wait expires in its time, and not before', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  const expired: number[] = [];
  scheduleAt(60 * dayMs, () => void expired.push(Date.now()), Date.now);
  t.mock.timers.tick(30 * dayMs);
  t.mock.timers.tick(30 * dayMs - 1);
  assert.deepEqual(expired, []);
  t.mock.timers.tick(1);
  assert.deepEqual(expired, [60 * dayMs]);
});

test('what is disposed of never happens; what is overdue happens at once', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: dayMs });
  const happened: string[] = [];
  scheduleAt(2 * dayMs, () => void happened.push('disposed of'), Date.now)[Symbol.dispose]();
  scheduleAt(1, () => void happened.push('overdue'), Date.now);
  t.mock.timers.tick(3 * dayMs);
  assert.deepEqual(happened, ['overdue']);
});
