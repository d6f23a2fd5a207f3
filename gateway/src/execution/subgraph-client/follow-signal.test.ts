import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { test } from 'node:test';
import type { Cancellation } from '../../values/cancellation.ts';
import { followSignal } from './follow-signal.ts';

function follow(signal: AbortSignal | undefined) {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let begun: Cancellation | undefined;
  const result = followSignal(signal, (cancellation) => {
    begun = cancellation;
    cancellation.onCancel = () => reject(cancellation.reason);
    return promise;
  });
  return { result, resolve, reject, isCancelled: () => begun?.isCancelled };
}

test('work is cancelled with the signal, for its reason', async () => {
  const client = new AbortController();
  const { result, isCancelled } = follow(client.signal);
  assert.equal(isCancelled(), false);
  client.abort('gone');
  await assert.rejects(result, (reason) => reason === 'gone');
  assert.equal(getEventListeners(client.signal, 'abort').length, 0);
});

test('work begins cancelled when the signal has been aborted', async () => {
  const { result, resolve, isCancelled } = follow(AbortSignal.abort('gone'));
  assert.equal(isCancelled(), true);
  resolve('done');
  assert.equal(await result, 'done');
});

test('no listener is left when the work is over', async () => {
  const { signal } = new AbortController();
  const [done, failed] = [follow(signal), follow(signal)];
  assert.equal(getEventListeners(signal, 'abort').length, 2);
  done.resolve('done');
  failed.reject('failed');
  assert.equal(await done.result, 'done');
  await assert.rejects(failed.result, (reason) => reason === 'failed');
  assert.equal(getEventListeners(signal, 'abort').length, 0);
});

test('work need not have a signal', async () => {
  const { result, resolve } = follow(undefined);
  resolve('done');
  assert.equal(await result, 'done');
});
