import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeSubgraphFetch } from '../../../tests/helpers/fake-subgraph-fetch.ts';
import { Cancellation } from '../../values/cancellation.ts';
import { createEngineCounters } from '../engine-counters.ts';
import { TextBody } from '../replies/reply-body.ts';
import { createRetries } from './create-retries.ts';

function createFlaky(outcomes: (number | Error)[], random = 0) {
  const counters = createEngineCounters();
  let sent = 0;
  const retries = createRetries(
    async () => {
      sent += 1;
      const outcome = outcomes.shift() ?? 200;
      if (outcome instanceof Error) throw outcome;
      return { status: outcome, body: new TextBody('') };
    },
    { counters, random: () => random },
  );
  const send = (isIdempotent = true, cancellation = new Cancellation()) =>
    retries(fakeSubgraphFetch({ isIdempotent }), cancellation);
  return { send, counters, sent: () => sent };
}

test('a query that got no answer is sent again', async () => {
  const { send, counters } = createFlaky([new Error('reset'), 503, 200]);
  assert.equal((await send()).status, 200);
  assert.equal(counters.fetchesRetried, 2);
});

test('a third failure is final', async () => {
  const { send, sent } = createFlaky([503, 503, new Error('reset')]);
  await assert.rejects(send(), /reset/);
  assert.equal(sent(), 3);
});

test('a mutation, and an answer that another try would not change, are left as they are', async () => {
  const { send, sent } = createFlaky([503, 500]);
  assert.equal((await send(false)).status, 503);
  assert.equal((await send()).status, 500);
  assert.equal(sent(), 2);
});

test('retries stop when too many requests need them', async () => {
  const { send, sent } = createFlaky(Array.from({ length: 100 }, () => 503));
  for (let count = 0; count < 20; count++) await send();
  assert.equal(sent(), 20 + 11, 'ten retries, and one for what twenty requests deposited');
});

test('whoever goes ends the wait before another try', async () => {
  const veryLong = 1e6;
  const { send, sent, counters } = createFlaky([503], veryLong);
  const cancellation = new Cancellation();
  const answer = send(true, cancellation);
  await new Promise(setImmediate);
  assert.equal(counters.fetchesRetried, 1, 'it waits');
  cancellation.cancel('gone');
  await assert.rejects(answer, { name: 'AbortError', cause: 'gone' });
  assert.equal(sent(), 1);
});

test('a failure after whoever asked has gone is not tried again', async () => {
  const { send, sent } = createFlaky([new Error('reset')]);
  const cancellation = new Cancellation();
  cancellation.cancel('gone');
  await assert.rejects(send(true, cancellation), /reset/);
  assert.equal(sent(), 1);
});
