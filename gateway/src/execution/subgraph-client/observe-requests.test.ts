import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeSubgraphFetch } from '../../../tests/helpers/fake-subgraph-fetch.ts';
import { gatewayErrors } from '../../errors.ts';
import { Cancellation } from '../../values/cancellation.ts';
import { TextBody } from '../replies/reply-body.ts';
import { observeRequests } from './observe-requests.ts';
import type { SendFetch } from './send-fetch.ts';

async function observe(send: SendFetch): Promise<readonly [string, string]> {
  const seen: (readonly [string, string])[] = [];
  const observed = observeRequests(send, ({ subgraph, outcome }) => seen.push([subgraph, outcome]));
  await observed(fakeSubgraphFetch(), new Cancellation()).catch(() => {});
  const [first, ...others] = seen;
  assert.deepEqual(others, []);
  return first ?? ['', ''];
}

test('what became of a request is told once', async () => {
  for (const [status, outcome] of [
    [200, 'answered'],
    [404, 'refused'],
  ] as const) {
    assert.deepEqual(await observe(async () => ({ status, body: new TextBody('') })), ['a', outcome]);
  }
  assert.deepEqual(await observe(() => Promise.reject(new Error('reset'))), ['a', 'failed']);
});

test('a request that took too long is told from one that nobody wanted any more', async () => {
  for (const [reason, outcome] of [
    [gatewayErrors.create('SUBREQUEST_TIMEOUT'), 'timed_out'],
    [new Error('gone'), 'cancelled'],
    [undefined, 'cancelled'],
  ] as const) {
    const send: SendFetch = (_fetch, cancellation) => {
      cancellation.cancel(reason);
      return Promise.reject(reason);
    };
    assert.deepEqual(await observe(send), ['a', outcome]);
  }
});
