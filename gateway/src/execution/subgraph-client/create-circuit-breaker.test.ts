import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeSubgraphFetch } from '../../../tests/helpers/fake-subgraph-fetch.ts';
import { gatewayErrors } from '../../errors.ts';
import { Cancellation } from '../../values/cancellation.ts';
import { createEngineCounters } from '../engine-counters.ts';
import { TextBody } from '../replies/reply-body.ts';
import { type CircuitOptions, defaultCircuit } from './circuit-options.ts';
import { createCircuitBreaker } from './create-circuit-breaker.ts';
import { createTellCircuits } from './tell-circuits.ts';

function createCircuit(changes: Partial<CircuitOptions> = {}) {
  const state = { outcome: 500 as number | Error, nowMs: 0, sent: 0 };
  const counters = createEngineCounters();
  const told: string[] = [];
  const gauge: boolean[] = [];
  const breaker = createCircuitBreaker(
    async (_fetch, { isCancelled, reason }) => {
      state.sent += 1;
      const { outcome } = state;
      if (isCancelled) throw reason;
      if (outcome instanceof Error) throw outcome;
      return { status: outcome, body: new TextBody('') };
    },
    {
      counters,
      now: () => state.nowMs,
      onChange: createTellCircuits(
        {
          debug() {},
          warn: ({ subgraph }: { subgraph?: string }, text) => void told.push(`${subgraph}: ${text}`),
        },
        ({ isOpen }) => void gauge.push(isOpen),
      ),
      circuitOf: (subgraph) => (subgraph === 'a' ? { ...defaultCircuit, ...changes } : defaultCircuit),
    },
  );
  const send = (subgraph = 'a', cancellation = new Cancellation()) =>
    breaker(fakeSubgraphFetch({ subgraph }), cancellation);
  return {
    send,
    state,
    counters,
    told,
    gauge,
    async sendMany(count: number, outcome: number | Error) {
      state.outcome = outcome;
      for (let index = 0; index < count; index++) await send().catch(() => undefined);
    },
    isOpen: () =>
      send().then(
        () => false,
        (error) => error.code === 'SUBREQUEST_CIRCUIT_OPEN',
      ),
  };
}

test('a subgraph that fails again and again is left alone, and others are not', async () => {
  const { send, sendMany, state, counters } = createCircuit();
  await sendMany(20, 500);
  await assert.rejects(send(), { code: 'SUBREQUEST_CIRCUIT_OPEN' });
  assert.deepEqual([state.sent, counters.fetchesRejected], [20, 1]);
  await send('b');
  assert.equal(state.sent, 21);
});

test('many failures in a row close nothing while more requests than those succeed', async () => {
  const { sendMany, state, isOpen } = createCircuit();
  await sendMany(41, 200);
  await sendMany(40, 500);
  state.outcome = 200;
  assert.equal(await isOpen(), false);
  await sendMany(2, 500);
  assert.equal(await isOpen(), true);
});

test('what is older than the window no longer counts, and few requests say nothing', async () => {
  const { sendMany, state, isOpen } = createCircuit();
  await sendMany(19, 500);
  state.nowMs = 10_000;
  await sendMany(19, 500);
  assert.equal(await isOpen(), false, 'the twentieth is sent');
  assert.equal(await isOpen(), true);
});

test('the window moves on a slice at a time', async () => {
  const { sendMany, state, isOpen } = createCircuit();
  await sendMany(10, 500);
  state.nowMs = 9_999;
  await sendMany(9, 500);
  state.nowMs = 10_000;
  await sendMany(10, 500);
  assert.equal(state.sent, 29);
  state.outcome = 200;
  assert.equal(await isOpen(), false, 'ten of the first slice have gone');
});

test('a few requests are let through after a while, and the most of them decide', async () => {
  const { send, sendMany, state, isOpen } = createCircuit();
  await sendMany(20, 500);
  state.nowMs = 5_000;
  const probes = [send(), send(), send()];
  assert.equal(await isOpen(), true, 'no more than three');
  await Promise.all(probes);
  assert.equal(await isOpen(), true);
  state.nowMs = 10_000;
  await sendMany(1, 500);
  await sendMany(2, 200);
  assert.equal(state.sent, 26, 'one failing operation among them does not keep it open');
  state.outcome = 200;
  assert.equal(await isOpen(), false);
});

test('a probe whose client went away makes room for another', async () => {
  const { send, sendMany, state } = createCircuit({ probes: 1 });
  await sendMany(20, 500);
  state.nowMs = 5_000;
  state.outcome = 200;
  const gone = new Cancellation();
  gone.cancel('gone');
  await assert.rejects(send('a', gone), (reason) => reason === 'gone');
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

test('an answer that is refused for its size shows that the subgraph is there', async () => {
  const { sendMany, state, isOpen } = createCircuit();
  await sendMany(100, gatewayErrors.create('SUBREQUEST_RESPONSE_TOO_LARGE'));
  state.outcome = 200;
  assert.equal(await isOpen(), false);
});

test('each subgraph has its own options', async () => {
  const { send, sendMany, state } = createCircuit({ minRequests: 2, failureShare: 1, openMs: 10, probes: 1 });
  await sendMany(2, 500);
  await assert.rejects(send(), { code: 'SUBREQUEST_CIRCUIT_OPEN' });
  state.outcome = 200;
  state.nowMs = 10;
  await send();
  await send();
});

test('a circuit that opens is told of once, and once when it has closed', async () => {
  const { sendMany, state, told, gauge } = createCircuit();
  await sendMany(20, 500);
  for (let round = 0; round < 3; round++) {
    state.nowMs += defaultCircuit.openMs;
    await sendMany(defaultCircuit.probes, 500);
  }
  assert.deepEqual(told, ['a: A subgraph is left alone: it fails too often']);
  state.nowMs += defaultCircuit.openMs;
  await sendMany(defaultCircuit.probes, 200);
  assert.deepEqual(told.slice(1), ['a: A subgraph is asked again']);
  assert.deepEqual([gauge[0], gauge[1], gauge.at(-1)], [false, true, false]);
});
