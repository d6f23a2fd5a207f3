import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOrderedEvents } from './ordered-events.ts';

function create(maxWaiting = 10) {
  const calls: string[] = [];
  const events = createOrderedEvents<number>({
    maxWaiting,
    onOverflow: () => calls.push('overflow'),
    onDone: () => calls.push('done'),
  });
  return { events, calls };
}

test('events leave in the order they came, whichever is ready first', async () => {
  const { events, calls } = create();
  const first = Promise.withResolvers<number>();
  events.push(first.promise);
  events.push(Promise.resolve(2));
  events.end();
  queueMicrotask(() => first.resolve(1));
  assert.deepEqual(await Array.fromAsync(events), [1, 2]);
  assert.deepEqual(calls, ['done']);
});

test('an error comes after the events that wait, and only the first ending counts', async () => {
  const { events, calls } = create();
  events.push(Promise.resolve(1));
  events.end(new Error('expired'));
  events.end(new Error('reloaded'));
  events.push(Promise.resolve(2));
  assert.deepEqual(await events.next(), { done: false, value: 1 });
  await assert.rejects(events.next(), /expired/);
  assert.deepEqual(await events.next(), { done: true, value: undefined });
  assert.deepEqual(calls, ['done']);
});

test('an event that fails ends the events', async () => {
  const { events, calls } = create();
  events.push(Promise.reject(new Error('broken')));
  events.push(Promise.resolve(2));
  await assert.rejects(events.next(), /broken/);
  assert.equal((await events.next()).done, true);
  assert.deepEqual(calls, ['done']);
});

test('a consumer that leaves wakes the one that waits', async () => {
  const { events, calls } = create();
  const waiting = events.next();
  await events.return();
  assert.deepEqual(await waiting, { done: true, value: undefined });
  events.push(Promise.resolve(1));
  assert.equal((await events.next()).done, true);
  assert.deepEqual(calls, ['done']);
});

test('more events than may wait are dropped, and that is told once', async () => {
  const { events, calls } = create(2);
  for (const n of [1, 2, 3, 4]) events.push(Promise.resolve(n));
  assert.deepEqual(calls, ['overflow']);
  assert.equal((await events.next()).done, true);
  assert.deepEqual(calls, ['overflow', 'done']);
});
