import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { test } from 'node:test';
import type { Cancellation } from './cancellation.ts';
import { createSingleFlight } from './create-single-flight.ts';

function openSingleFlight({ awaitsCancelled = false } = {}) {
  const begun: { readonly cancellation: Cancellation; readonly end: PromiseWithResolvers<string> }[] = [];
  const singleFlight = createSingleFlight<string>({
    onShared: () => {},
    awaitsCancelled,
    forOthers: (result) => `copy of ${result}`,
  });
  const join = (signal?: AbortSignal) =>
    singleFlight.join('group', 'key', signal, (cancellation) => {
      const end = Promise.withResolvers<string>();
      begun.push({ cancellation, end });
      return end.promise;
    });
  return { begun, join };
}

function createSignals() {
  const [first, second] = [new AbortController(), new AbortController()];
  const countListeners = () =>
    getEventListeners(first.signal, 'abort').length + getEventListeners(second.signal, 'abort').length;
  return { first, second, countListeners };
}

test('who began leaves, and who joined gets a copy all the same', async () => {
  const { begun, join } = openSingleFlight();
  const { first, second, countListeners } = createSignals();
  const answers = [join(first.signal), join(second.signal), join()];
  first.abort('gone');
  await assert.rejects(answers[0] ?? Promise.resolve(), (reason) => reason === 'gone');
  begun[0]?.end.resolve('result');
  assert.deepEqual(await Promise.all(answers.slice(1)), ['copy of result', 'copy of result']);
  assert.equal(begun[0]?.cancellation.isCancelled, false);
  assert.equal(countListeners(), 0);
});

test('a joiner who leaves takes nobody along', async () => {
  const { begun, join } = openSingleFlight();
  const { first, second, countListeners } = createSignals();
  const answers = [join(first.signal), join(second.signal)];
  second.abort('gone');
  await assert.rejects(answers[1] ?? Promise.resolve(), (reason) => reason === 'gone');
  begun[0]?.end.resolve('result');
  assert.equal(await answers[0], 'result');
  assert.equal(countListeners(), 0);
});

test('a failure reaches all, and leaves no listener behind', async () => {
  const { begun, join } = openSingleFlight();
  const { first, second, countListeners } = createSignals();
  const answers = [join(first.signal), join(second.signal)];
  assert.equal(countListeners(), 2);
  begun[0]?.end.reject('failed');
  for (const answer of answers) await assert.rejects(answer, (reason) => reason === 'failed');
  assert.equal(countListeners(), 0);
  void join();
  assert.equal(begun.length, 2, 'what has failed is not shared any more');
});

test('all who wait with one signal leave together, and the last cancels', async () => {
  const { begun, join } = openSingleFlight();
  const { first, countListeners } = createSignals();
  const answers = [join(first.signal), join(first.signal), join(first.signal)];
  first.abort('gone');
  for (const answer of answers) await assert.rejects(answer, (reason) => reason === 'gone');
  assert.deepEqual([begun[0]?.cancellation.isCancelled, begun[0]?.cancellation.reason], [true, 'gone']);
  assert.equal(countListeners(), 0);
});

test('the last to leave may get what cancelled work comes up with', async () => {
  const { begun, join } = openSingleFlight({ awaitsCancelled: true });
  const { first, second, countListeners } = createSignals();
  const answers = [join(first.signal), join(second.signal)];
  first.abort('gone');
  second.abort('gone too');
  void join();
  assert.equal(begun.length, 2, 'cancelled work is no good for who comes later');
  begun[0]?.end.resolve('half');
  await assert.rejects(answers[0] ?? Promise.resolve(), (reason) => reason === 'gone');
  assert.equal(await answers[1], 'copy of half');
  assert.equal(countListeners(), 0);
});
