import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeSubgraphRequest } from '../../testing/fake-subgraph-request.ts';
import { createEngineCounters } from '../engine-counters.ts';
import { createRetries } from './create-retries.ts';

function createFlaky(outcomes: (number | Error)[]) {
  const counters = createEngineCounters();
  let sent = 0;
  const send = createRetries(
    async () => {
      sent += 1;
      const outcome = outcomes.shift() ?? 200;
      if (outcome instanceof Error) throw outcome;
      return { status: outcome, body: '' };
    },
    { counters, random: () => 0 },
  );
  return { send, counters, sent: () => sent };
}

test('a query that got no answer is sent again', async () => {
  const { send, counters } = createFlaky([new Error('reset'), 503, 200]);
  assert.equal((await send(fakeSubgraphRequest())).status, 200);
  assert.equal(counters.fetchesRetried, 2);
});

test('a third failure is final', async () => {
  const { send, sent } = createFlaky([503, 503, new Error('reset')]);
  await assert.rejects(send(fakeSubgraphRequest()), /reset/);
  assert.equal(sent(), 3);
});

test('a mutation, and an answer that another try would not change, are left as they are', async () => {
  const { send, sent } = createFlaky([503, 500]);
  assert.equal((await send(fakeSubgraphRequest({ isIdempotent: false }))).status, 503);
  assert.equal((await send(fakeSubgraphRequest())).status, 500);
  assert.equal(sent(), 2);
});

test('retries stop when too many requests need them', async () => {
  const { send, sent } = createFlaky(Array.from({ length: 100 }, () => 503));
  for (let count = 0; count < 20; count++) await send(fakeSubgraphRequest());
  assert.equal(sent(), 20 + 11, 'ten retries, and one for what twenty requests deposited');
});
