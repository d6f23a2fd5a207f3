import assert from 'node:assert/strict';
import { test } from 'node:test';
import { retryDelay } from './retry-delay.ts';

test('a fixed delay stays the same until the retries are used up', () => {
  const policy = { retryStrategy: 'fixedDelay', maxRetryCount: 2, delayInterval: { seconds: 3 } } as const;
  assert.deepEqual(
    [0, 1, 2].map((count) => retryDelay(policy, count)),
    [3000, 3000, undefined],
  );
});

test('an exponential delay doubles up to its maximum, and -1 retries have no end', () => {
  const policy = {
    retryStrategy: 'exponentialBackoff',
    maxRetryCount: -1,
    minimumInterval: { seconds: 1 },
    maximumInterval: { seconds: 5 },
  } as const;
  assert.deepEqual(
    [0, 1, 2, 3, 100].map((count) => retryDelay(policy, count)),
    [1000, 2000, 4000, 5000, 5000],
  );
});

test('without a policy there is no retry', () => {
  assert.equal(retryDelay(undefined, 0), undefined);
});
