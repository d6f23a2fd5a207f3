import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Limits } from './judge-canary.ts';
import { ReleaseBurnedError, type ReleaseOptions, release } from './release.ts';
import type { Traffic } from './traffic.ts';

const limits: Limits = {
  errorShare: 0.01,
  errorRatio: 2,
  latencyRatio: 1.5,
  latencySeconds: 0.1,
  minRequests: 100,
};
const operations = { operations: 1_000, failedOperations: 1 };
const healthy: Traffic = { requests: 1_000, errors: 1, ...operations, p95Seconds: 0.05 };
const failing: Traffic = { ...healthy, errors: 50 };
const silent: Traffic = { requests: 3, errors: 0, operations: 3, failedOperations: 0, p95Seconds: undefined };

/** Runs a release on a stage that only writes down what is done; `looks` is the canary's traffic, look by look. */
async function play(looks: readonly Traffic[], options: Partial<ReleaseOptions> = {}) {
  const done: string[] = [];
  const left = [...looks];
  const outcome = release({
    stage: {
      readReplicas: async () => 6,
      async start(variant, change) {
        done.push(`${variant} ${Object.values(change).join(' ')}`);
      },
      rest: async () => void done.push('rest'),
      setWeight: async (canary) => void done.push(`${canary} %`),
    },
    readTraffic: async (variant) =>
      variant === 'gateway' ? healthy : (left.shift() ?? looks.at(-1) ?? assert.fail()),
    image: 'image',
    steps: [10, 50],
    holdMs: 20,
    patienceMs: 20,
    lookEveryMs: 10,
    limits,
    log: () => {},
    signal: new AbortController().signal,
    wait: async () => {},
    ...options,
  });
  const error = await outcome.then(
    () => undefined,
    (reason: Error) => reason,
  );
  return { done, error, looked: looks.length - left.length };
}

const returned = ['0 %', 'rest'];

test('a canary that does well gets more and more clients, and then all have its image', async () => {
  const { done, error } = await play([healthy]);
  assert.equal(error, undefined);
  assert.deepEqual(done, [
    'gateway-canary image 1',
    '10 %',
    'gateway-canary image 3',
    '50 %',
    'gateway image',
    ...returned,
  ]);
});

test('a canary that burns at its first step loses its clients at once', async () => {
  const { done, error, looked } = await play([failing, healthy, healthy]);
  assert(error instanceof ReleaseBurnedError);
  assert.match(error.message, /^at 10 %: 5[.]0 % of its requests fail/);
  assert.deepEqual(done, ['gateway-canary image 1', '10 %', ...returned]);
  assert.equal(looked, 1);
});

test('a canary that burns later is taken back too, and nobody else had its image', async () => {
  const { done, error } = await play([healthy, healthy, healthy, failing]);
  assert.match(String(error), /at 50 %/);
  assert.deepEqual(done.slice(-3), ['50 %', ...returned]);
});

test('too few requests are waited for, and in the end are no good sign', async () => {
  const patient = await play([silent, silent, healthy, healthy]);
  assert.equal(patient.error, undefined);
  const { done, error } = await play([silent]);
  assert.match(String(error), /nothing could be told of it, 3 requests of 100/);
  assert.deepEqual(done.slice(-2), returned);
});

test('what goes wrong on the way, or is called off, ends as it began', async () => {
  const cannotRead = await play([healthy], { readTraffic: async () => assert.fail('Prometheus is away') });
  assert.match(String(cannotRead.error), /Prometheus is away/);
  assert.deepEqual(cannotRead.done.slice(-2), returned);
  const calledOff = await play([healthy], { wait: async () => assert.fail('called off') });
  assert.deepEqual(calledOff.done.slice(-2), returned);
});
