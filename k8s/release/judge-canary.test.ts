import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeCanary, type Limits } from './judge-canary.ts';
import type { Traffic } from './traffic.ts';

const limits: Limits = {
  errorShare: 0.01,
  errorRatio: 2,
  latencyRatio: 1.5,
  latencySeconds: 0.1,
  minRequests: 100,
};
const traffic = (of: Partial<Traffic> = {}): Traffic => ({
  requests: 1_000,
  errors: 0,
  operations: 1_000,
  failedOperations: 0,
  p95Seconds: 0.05,
  ...of,
});
const judge = (canary: Partial<Traffic>, stable: Partial<Traffic> = {}) =>
  judgeCanary(traffic(canary), traffic(stable), limits);

test('a canary that does as well as the others is healthy', () => {
  assert.deepEqual(judge({}), { kind: 'healthy' });
  assert.deepEqual(judge({ errors: 10 }), { kind: 'healthy' });
});

test('a canary that fails more than it may burns', () => {
  assert.deepEqual(judge({ errors: 50 }), {
    kind: 'burns',
    reason: '5.0 % of its requests fail, more than 1.0 %',
  });
});

test('a canary whose answers have errors burns, though their status is 200', () => {
  assert.deepEqual(judge({ failedOperations: 50 }), {
    kind: 'burns',
    reason: '5.0 % of its operations fail, more than 1.0 %',
  });
  assert.equal(judge({ failedOperations: 80 }, { failedOperations: 50 }).kind, 'healthy');
  // Over a WebSocket there are more of them than requests.
  assert.equal(judge({ operations: 90_000, failedOperations: 50 }).kind, 'healthy');
});

test('what fails for everybody is not held against the canary', () => {
  assert.equal(judge({ errors: 80 }, { errors: 50 }).kind, 'healthy');
  assert.equal(judge({ errors: 120 }, { errors: 50 }).kind, 'burns');
});

test('a canary that is slower than it may be burns, but not for milliseconds', () => {
  assert.equal(judge({ p95Seconds: 0.09 }, { p95Seconds: 0.01 }).kind, 'healthy');
  assert.equal(judge({ p95Seconds: 0.7 }, { p95Seconds: 0.5 }).kind, 'healthy');
  assert.deepEqual(judge({ p95Seconds: 0.8 }, { p95Seconds: 0.5 }), {
    kind: 'burns',
    reason: '95 % of its requests take up to 800 ms, more than 750 ms',
  });
});

test('few requests say nothing', () => {
  assert.deepEqual(judge({ requests: 99, errors: 99 }), { kind: 'unknown', reason: '99 requests of 100' });
  assert.equal(judge({ requests: 0, p95Seconds: undefined }).kind, 'unknown');
});

test('without others to compare with, the fixed limits hold', () => {
  assert.equal(judge({ errors: 20 }, { requests: 0, p95Seconds: undefined }).kind, 'burns');
  assert.equal(judge({ p95Seconds: 0.2 }, { requests: 0, p95Seconds: undefined }).kind, 'burns');
});
