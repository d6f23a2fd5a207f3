import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatewayErrors } from '../../errors.ts';
import { fakeSubgraphRequest } from '../../testing/fake-subgraph-request.ts';
import { createEngineCounters } from '../engine-counters.ts';
import { createCircuitBreaker } from './create-circuit-breaker.ts';

function createCircuit() {
  const state = { status: 500, nowMs: 0, sent: 0 };
  const counters = createEngineCounters();
  const send = createCircuitBreaker(
    async ({ signal }) => {
      state.sent += 1;
      if (signal.aborted) throw signal.reason;
      return { status: state.status, body: '' };
    },
    { counters, now: () => state.nowMs },
  );
  return { send, state, counters };
}

async function failOften(send: ReturnType<typeof createCircuit>['send']): Promise<void> {
  for (let count = 0; count < 20; count++) await send(fakeSubgraphRequest());
}

test('a subgraph that fails again and again is left alone, and others are not', async () => {
  const { send, state, counters } = createCircuit();
  await failOften(send);
  await assert.rejects(send(fakeSubgraphRequest()), { code: 'SUBREQUEST_CIRCUIT_OPEN' });
  assert.deepEqual([state.sent, counters.fetchesRejected], [20, 1]);
  await send(fakeSubgraphRequest({ subgraph: 'b' }));
  assert.equal(state.sent, 21);
});

test('one request is let through after a while, and decides', async () => {
  const { send, state } = createCircuit();
  await failOften(send);
  state.nowMs = 5_000;
  const probe = send(fakeSubgraphRequest());
  await assert.rejects(send(fakeSubgraphRequest()), { code: 'SUBREQUEST_CIRCUIT_OPEN' });
  await probe;
  await assert.rejects(send(fakeSubgraphRequest()), { code: 'SUBREQUEST_CIRCUIT_OPEN' });
  state.nowMs = 10_000;
  state.status = 200;
  await send(fakeSubgraphRequest());
  await send(fakeSubgraphRequest());
  assert.equal(state.sent, 23);
});

test('a timeout is a failure, a client that went away is not', async () => {
  const { send } = createCircuit();
  for (const code of ['SUBREQUEST_CANCELLED', 'SUBREQUEST_TIMEOUT'] as const) {
    for (let count = 0; count < 20; count++) {
      const signal = AbortSignal.abort(gatewayErrors.create(code));
      await assert.rejects(send(fakeSubgraphRequest({ signal })), { code });
    }
  }
  await assert.rejects(send(fakeSubgraphRequest()), { code: 'SUBREQUEST_CIRCUIT_OPEN' });
});
