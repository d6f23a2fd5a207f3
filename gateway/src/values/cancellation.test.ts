import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cancellation } from './cancellation.ts';

test('work hears once that it is cancelled, for the first reason', () => {
  const cancellation = new Cancellation();
  const heard: unknown[] = [];
  cancellation.onCancel = () => heard.push(cancellation.reason);
  assert.equal(cancellation.isCancelled, false);
  cancellation.cancel('first');
  cancellation.cancel('second');
  assert.equal(cancellation.isCancelled, true);
  assert.deepEqual(heard, ['first']);
});

test('a signal tells the same, whether it was asked for before or after', () => {
  const cancellation = new Cancellation();
  const { signal } = cancellation;
  assert.equal(signal.aborted, false);
  cancellation.cancel('gone');
  assert.deepEqual([signal.aborted, signal.reason], [true, 'gone']);
  assert.equal(cancellation.signal, signal);
  const late = new Cancellation();
  late.cancel('gone');
  assert.deepEqual([late.signal.aborted, late.signal.reason], [true, 'gone']);
});
