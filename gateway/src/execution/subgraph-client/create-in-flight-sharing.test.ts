import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeSubgraphRequest } from '../../testing/fake-subgraph-request.ts';
import { createEngineCounters } from '../engine-counters.ts';
import { createInFlightSharing } from './create-in-flight-sharing.ts';
import type { SubgraphHttpRequest, SubgraphHttpResponse } from './send-subgraph-request.ts';

function createSharing() {
  const sent: {
    readonly request: SubgraphHttpRequest;
    readonly answer: (response: SubgraphHttpResponse) => void;
  }[] = [];
  const counters = createEngineCounters();
  const send = createInFlightSharing(
    (request) => new Promise((answer) => void sent.push({ request, answer })),
    { counters },
  );
  return { send, sent, counters };
}

const response = { status: 200, body: '{}' };

test('identical queries in flight are sent once, whatever trace they belong to', async () => {
  const { send, sent, counters } = createSharing();
  const answers = ['1', '2', '3'].map((traceparent) =>
    send(fakeSubgraphRequest({ headers: { authorization: 'one', traceparent } })),
  );
  assert.equal(sent.length, 1);
  sent[0]?.answer(response);
  assert.deepEqual(await Promise.all(answers), [response, response, response]);
  assert.equal(counters.fetchesShared, 2);
  void send(fakeSubgraphRequest());
  assert.equal(sent.length, 2, 'what has landed is not shared any more');
});

test('who empties a response leaves those of others as they are', async () => {
  const { send, sent } = createSharing();
  const bodies = [1, 2, 3].map(async () => {
    const taken = await send(fakeSubgraphRequest());
    const { body } = taken;
    taken.body = '';
    return body;
  });
  sent[0]?.answer({ ...response });
  assert.deepEqual(await Promise.all(bodies), ['{}', '{}', '{}']);
});

test('another identity, body or subgraph and every mutation is sent by itself', () => {
  const { send, sent } = createSharing();
  for (const changes of [{}, { headers: { authorization: 'two' } }, { body: '{}' }, { url: 'http://b/' }]) {
    void send(fakeSubgraphRequest(changes));
  }
  void send(fakeSubgraphRequest({ isIdempotent: false }));
  void send(fakeSubgraphRequest({ isIdempotent: false }));
  assert.equal(sent.length, 6);
});

test('a query is cancelled when the last who waits for it has gone', async () => {
  const { send, sent } = createSharing();
  const [first, second] = [new AbortController(), new AbortController()];
  const answers = [first, second].map(({ signal }) => send(fakeSubgraphRequest({ signal })));
  first.abort('first');
  await assert.rejects(answers[0] ?? Promise.resolve(), (reason) => reason === 'first');
  assert.equal(sent[0]?.request.signal.aborted, false);
  second.abort('second');
  await assert.rejects(answers[1] ?? Promise.resolve(), (reason) => reason === 'second');
  assert.equal(sent[0]?.request.signal.aborted, true);
  void send(fakeSubgraphRequest());
  assert.equal(sent.length, 2);
});

test('a cookie reaches only the one whose request it answers', async () => {
  const { send, sent } = createSharing();
  const answers = [send(fakeSubgraphRequest()), send(fakeSubgraphRequest())];
  sent[0]?.answer({ ...response, headers: { 'set-cookie': ['a=1'], 'x-a': '1' } });
  const headers = (await Promise.all(answers)).map((answer) => answer.headers);
  assert.deepEqual(headers, [{ 'set-cookie': ['a=1'], 'x-a': '1' }, { 'x-a': '1' }]);
});
