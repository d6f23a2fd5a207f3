import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { test } from 'node:test';
import { createEngineCounters } from '../engine-counters.ts';
import { Names } from '../tape/names.ts';
import { Tape } from '../tape/tape.ts';
import { defaultCircuit } from './circuit-options.ts';
import { createSelectHeaders } from './create-select-headers.ts';
import { createSubgraphClient, type SubgraphTraffic } from './create-subgraph-client.ts';
import type { SendSubgraphRequest } from './send-subgraph-request.ts';
import { withSignal } from './with-signal.ts';

const traffic: SubgraphTraffic = {
  shareInFlight: true,
  retry: true,
  breakCircuit: true,
  passDeadline: true,
};

function createClient(send: SendSubgraphRequest, changes: Partial<SubgraphTraffic> = {}) {
  const counters = createEngineCounters();
  const call = createSubgraphClient({
    send: withSignal(send),
    urls: new Map([['a', 'http://a/']]),
    timeoutMs: () => 30_000,
    maxReplyBytes: () => 1_000_000,
    onCircuit: () => {},
    circuitOf: () => defaultCircuit,
    selectHeaders: createSelectHeaders([]),
    traffic: { ...traffic, ...changes },
    counters,
  });
  const ask = (signal: AbortSignal, isIdempotent = true) =>
    call({
      tape: new Tape(new Names(() => false)),
      subgraph: 'a',
      body: '{"query":"{a}"}',
      headers: {},
      isIdempotent,
      signal,
    });
  return { ask, counters };
}

/** A sender as one may be written for the network: it goes by the signal alone. */
function createSilentSender() {
  const signals: AbortSignal[] = [];
  const send: SendSubgraphRequest = ({ signal }) =>
    new Promise((_, reject) => {
      signals.push(signal);
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  return { send, signals };
}

const ways: readonly (readonly [string, Partial<SubgraphTraffic>, boolean])[] = [
  ['a shared query', {}, true],
  ['a mutation', {}, false],
  ['a query when nothing is shared', { shareInFlight: false }, true],
];

for (const [description, changes, isIdempotent] of ways) {
  test(`${description} leaves no listener on the client's signal, whatever comes of it`, async () => {
    const { signal } = new AbortController();
    const { ask } = createClient(async () => ({ status: 200, body: '{"data":{"a":1}}' }), changes);
    assert.notEqual((await ask(signal, isIdempotent)).data, undefined);
    const failing = createClient(() => {
      throw new TypeError('wrongly written');
    }, changes);
    await assert.rejects(failing.ask(signal, isIdempotent), { code: 'SUBREQUEST_HTTP_ERROR' });
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  });

  test(`${description} of a client that goes is cancelled by the sender's signal`, async () => {
    const { send, signals } = createSilentSender();
    const { ask, counters } = createClient(send, changes);
    const client = new AbortController();
    const answer = ask(client.signal, isIdempotent);
    client.abort(new Error('gone'));
    await assert.rejects(answer, { code: 'SUBREQUEST_CANCELLED' });
    assert.deepEqual(
      signals.map(({ aborted, reason }) => [aborted, reason.message]),
      [[true, 'gone']],
    );
    assert.deepEqual([counters.fetchesCancelled, counters.fetchesTimedOut], [1, 0]);
    assert.equal(getEventListeners(client.signal, 'abort').length, 0);
  });

  test(`${description} of a client that has gone is not sent`, async () => {
    const { send, signals } = createSilentSender();
    const { ask, counters } = createClient(send, changes);
    await assert.rejects(ask(AbortSignal.abort(), isIdempotent), { code: 'SUBREQUEST_CANCELLED' });
    assert.equal(signals.length, 0);
    assert.deepEqual([counters.fetchesCancelled, counters.subgraphRequests], [1, 0]);
  });
}
