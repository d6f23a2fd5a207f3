import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOrderedDelivery } from './create-ordered-delivery.ts';

function create(maxWaiting = 10) {
  const seen: unknown[] = [];
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  const delivery = createOrderedDelivery<number>({
    maxWaiting,
    deliver: (event) => seen.push(event),
    onFailure: (failure) => {
      seen.push(failure);
      resolve();
    },
  });
  return { delivery, seen, ended, end: resolve };
}

test('events are delivered in the order they came, whichever is ready first, and the end comes last', async () => {
  const { delivery, seen, ended, end } = create();
  const first = Promise.withResolvers<number>();
  delivery.push(first.promise);
  delivery.push(Promise.resolve(2));
  delivery.end(end);
  delivery.push(Promise.resolve(3));
  queueMicrotask(() => first.resolve(1));
  await ended;
  assert.deepEqual(seen, [1, 2]);
});

test('an event that fails is told, and none is delivered after it', async () => {
  const { delivery, seen, ended } = create();
  const cause = new Error('broken');
  delivery.push(Promise.resolve(1));
  delivery.push(Promise.reject(cause));
  delivery.push(Promise.resolve(3));
  await ended;
  assert.deepEqual(seen, [1, { kind: 'failed', cause }]);
});

test('more events than may wait are dropped, and that is told once', async () => {
  const { delivery, seen, ended } = create(2);
  for (const n of [1, 2, 3, 4]) delivery.push(Promise.resolve(n));
  await ended;
  assert.deepEqual(seen, [{ kind: 'overflow' }]);
});

test('what waits is dropped when it is stopped', async () => {
  const { delivery, seen } = create();
  const event = Promise.withResolvers<number>();
  delivery.push(event.promise);
  delivery.stop();
  event.resolve(1);
  await event.promise;
  assert.deepEqual(seen, []);
});
