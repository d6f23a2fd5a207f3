import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createExpiryClock } from './create-expiry-clock.ts';

test('all that expire at a time do so together, but for those that have left', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000 });
  const clock = createExpiryClock(Date.now);
  const expired: string[] = [];
  const create = (name: string) => ({ expire: () => void expired.push(name) });
  const [left, alone] = [create('left'), create('alone')];
  clock.enter(3_000, create('a'));
  clock.enter(3_000, left);
  clock.enter(3_000, create('b'));
  clock.enter(2_000, alone);
  clock.enter(500, create('overdue'));
  clock.leave(3_000, left);
  clock.leave(2_000, alone);
  t.mock.timers.tick(1);
  assert.deepEqual(expired, ['overdue']);
  t.mock.timers.tick(1_998);
  assert.deepEqual(expired, ['overdue']);
  t.mock.timers.tick(1);
  assert.deepEqual(expired, ['overdue', 'a', 'b']);
  clock.leave(3_000, left);
});
