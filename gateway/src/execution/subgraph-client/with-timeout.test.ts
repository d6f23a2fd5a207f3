import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { fakeSubgraphFetch } from '../../../tests/helpers/fake-subgraph-fetch.ts';
import { Cancellation } from '../../values/cancellation.ts';
import { createEngineCounters } from '../engine-counters.ts';
import { TextBody } from '../replies/reply-body.ts';
import { createRetries } from './create-retries.ts';
import type { SendFetch } from './send-fetch.ts';
import { withTimeout } from './with-timeout.ts';

const response = { status: 200, body: new TextBody('{}') };

test('what takes too long is cancelled and rejected as such, whatever it says itself', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const counters = createEngineCounters();
    const silent: SendFetch = (_fetch, cancellation) =>
      new Promise((_, reject) => {
        cancellation.onCancel = () => reject(new Error('socket closed'));
      });
    const answer = withTimeout(silent, { counters })(
      fakeSubgraphFetch({ timeoutMs: 100 }),
      new Cancellation(),
    );
    mock.timers.tick(100);
    await assert.rejects(answer, { code: 'SUBREQUEST_TIMEOUT' });
    assert.equal(counters.fetchesTimedOut, 1);
  } finally {
    mock.timers.reset();
  }
});

test('what is over in time is not cancelled later', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const counters = createEngineCounters();
    const cancellation = new Cancellation();
    const outcomes: SendFetch[] = [async () => response, async () => Promise.reject(new Error('reset'))];
    const [answered, failed] = outcomes.map((send) =>
      withTimeout(send, { counters })(fakeSubgraphFetch(), cancellation),
    );
    assert.equal(await answered, response);
    await assert.rejects(failed ?? Promise.resolve(), /reset/);
    mock.timers.tick(60_000);
    assert.equal(cancellation.isCancelled, false);
    assert.equal(counters.fetchesTimedOut, 0);
  } finally {
    mock.timers.reset();
  }
});

test('the time ends a wait before another try too', async () => {
  const counters = createEngineCounters();
  const retries = createRetries(async () => ({ ...response, status: 503 }), { counters, random: () => 1e6 });
  const answer = withTimeout(retries, { counters })(fakeSubgraphFetch({ timeoutMs: 1 }), new Cancellation());
  await assert.rejects(answer, { code: 'SUBREQUEST_TIMEOUT' });
  assert.equal(counters.fetchesRetried, 1);
});
