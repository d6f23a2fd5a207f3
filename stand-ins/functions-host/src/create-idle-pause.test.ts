import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createIdlePause } from './create-idle-pause.ts';

test('pauses grow while nothing comes, up to half a second, and begin anew when something does', () => {
  const pause = createIdlePause(50);
  const idle = Array.from({ length: 100 }, () => pause.next());
  assert.deepEqual(idle.slice(0, 40), Array(40).fill(50));
  assert.deepEqual(
    idle,
    idle.toSorted((one, other) => one - other),
  );
  assert.equal(idle.at(-1), 500);
  pause.begin();
  assert.equal(pause.next(), 50);
});

test('a pause that is longer than that stays as it is', () => {
  const pause = createIdlePause(5_000);
  assert.deepEqual(new Set(Array.from({ length: 100 }, () => pause.next())), new Set([5_000]));
});
