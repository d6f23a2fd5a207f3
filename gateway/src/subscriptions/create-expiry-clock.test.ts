import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createExpiryClock } from './create-expiry-clock.ts';

test('all that expire at a time do so together, but for those that have left', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000 });
  const clock = createExpiryClock(Date.now);
  const expired: string[] = [];
  const create = (name: string) => ({ expire: () => void expired.push(`${name} at ${Date.now()}`) });
  const [left, alone] = [create('left'), create('alone')];
  clock.enter(3_000, create('a'));
  clock.enter(3_000, left);
  clock.enter(3_000, create('b'));
  clock.enter(2_000, alone);
  clock.enter(500, create('overdue'));
  clock.leave(3_000, left);
  clock.leave(2_000, alone);
  t.mock.timers.tick(1);
  assert.deepEqual(expired, ['overdue at 1001']);
  t.mock.timers.tick(5_000);
  assert.deepEqual(expired.slice(1), ['a at 3000', 'b at 3000']);
  clock.leave(3_000, left);
});
