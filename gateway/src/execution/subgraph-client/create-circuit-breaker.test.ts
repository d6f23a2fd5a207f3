import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatewayErrors } from '../../errors.ts';
import { fakeSubgraphFetch } from '../../testing/fake-subgraph-fetch.ts';
import { Cancellation } from '../cancellation.ts';
import { createEngineCounters } from '../engine-counters.ts';
import { createCircuitBreaker } from './create-circuit-breaker.ts';

function createCircuit() {
  const state = { status: 500, nowMs: 0, sent: 0 };
  const counters = createEngineCounters();
  const breaker = createCircuitBreaker(
    async (_fetch, { isCancelled, reason }) => {
      state.sent += 1;
      if (isCancelled) throw reason;
      return { status: state.status, body: '' };
    },
    { counters, now: () => state.nowMs },
  );
  const send = (subgraph = 'a', cancellation = new Cancellation()) =>
    breaker(fakeSubgraphFetch({ subgraph }), cancellation);
  return { send, state, counters };
}

async function failOften(send: ReturnType<typeof createCircuit>['send']): Promise<void> {
  for (let count = 0; count < 20; count++) await send();
}

test('a subgraph that fails again and again is left alone, and others are not', async () => {
  const { send, state, counters } = createCircuit();
  await failOften(send);
  await assert.rejects(send(), { code: 'SUBREQUEST_CIRCUIT_OPEN' });
  assert.deepEqual([state.sent, counters.fetchesRejected], [20, 1]);
  await send('b');
  assert.equal(state.sent, 21);
});

test('one request is let through after a while, and decides', async () => {
  const { send, state } = createCircuit();
  await failOften(send);
  state.nowMs = 5_000;
  const probe = send();
  await assert.rejects(send(), { code: 'SUBREQUEST_CIRCUIT_OPEN' });
  await probe;
  await assert.rejects(send(), { code: 'SUBREQUEST_CIRCUIT_OPEN' });
  state.nowMs = 10_000;
  state.status = 200;
  await send();
  await send();
  assert.equal(state.sent, 23);
});

test('a timeout is a failure, a client that went away is not', async () => {
  const { send } = createCircuit();
  for (const code of ['SUBREQUEST_CANCELLED', 'SUBREQUEST_TIMEOUT'] as const) {
    for (let count = 0; count < 20; count++) {
      const cancellation = new Cancellation();
      cancellation.cancel(gatewayErrors.create(code));
      await assert.rejects(send('a', cancellation), { code });
    }
  }
  await assert.rejects(send(), { code: 'SUBREQUEST_CIRCUIT_OPEN' });
});
