import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeSubgraphFetch } from '../../../tests/helpers/fake-subgraph-fetch.ts';
import type { Cancellation } from '../../values/cancellation.ts';
import { takeMemory } from '../../values/reused-memory.ts';
import { createEngineCounters } from '../engine-counters.ts';
import { BytesBody, TextBody } from '../replies/reply-body.ts';
import { Names } from '../tape/names.ts';
import { Tape } from '../tape/tape.ts';
import { textOf } from '../tape/text-of.ts';
import { createInFlightSharing } from './create-in-flight-sharing.ts';
import type { ReceivedReply } from './send-fetch.ts';
import type { SubgraphFetch } from './send-subgraph-request.ts';

function createSharing() {
  const sent: {
    readonly cancellation: Cancellation;
    readonly answer: (response: ReceivedReply) => void;
  }[] = [];
  const counters = createEngineCounters();
  const sharing = createInFlightSharing(
    (_fetch, cancellation) => new Promise((answer) => void sent.push({ cancellation, answer })),
    { counters },
  );
  const send = (changes: Partial<SubgraphFetch> = {}, signal?: AbortSignal) =>
    sharing(fakeSubgraphFetch(changes), signal);
  return { send, sent, counters };
}

const response = { status: 200, body: new TextBody('{}') };

test('identical queries in flight are sent once, whatever trace they belong to', async () => {
  const { send, sent, counters } = createSharing();
  const answers = ['1', '2', '3'].map((traceparent) =>
    send({ headers: { authorization: 'one', traceparent } }),
  );
  assert.equal(sent.length, 1);
  sent[0]?.answer(response);
  assert.deepEqual(await Promise.all(answers), [response, response, response]);
  assert.equal(counters.fetchesShared, 2);
  void send();
  assert.equal(sent.length, 2, 'what has landed is not shared any more');
});

test('who reads a response leaves it to the others, though its memory would be used again', async () => {
  const names = new Names(() => false);
  const memory = takeMemory(100_000);
  memory.write('{"data":{}}');
  const { send, sent } = createSharing();
  const read = [1, 2, 3].map(async () => {
    const { body } = await send();
    using tape = new Tape(names);
    const value = textOf(tape, body.read(tape));
    takeMemory(100_000).fill('x');
    return value;
  });
  sent[0]?.answer({ ...response, body: new BytesBody(memory.subarray(0, 11), memory) });
  assert.deepEqual(await Promise.all(read), Array(3).fill('{"data":{}}'));
});

test('the memory of a response that one alone reads is used again', () => {
  using tape = new Tape(new Names(() => false));
  const memory = takeMemory(100_000);
  memory.write('{}');
  new BytesBody(memory.subarray(0, 2), memory).read(tape);
  assert.equal(takeMemory(100_000), memory);
});

test('another identity, body or subgraph and every mutation is sent by itself', () => {
  const { send, sent } = createSharing();
  for (const changes of [{}, { headers: { authorization: 'two' } }, { body: '{}' }, { url: 'http://b/' }]) {
    void send(changes);
  }
  void send({ isIdempotent: false });
  void send({ isIdempotent: false });
  assert.equal(sent.length, 6);
});

test('a query is cancelled when the last who waits for it has gone', async () => {
  const { send, sent } = createSharing();
  const [first, second] = [new AbortController(), new AbortController()];
  const answers = [first, second].map(({ signal }) => send({}, signal));
  first.abort('first');
  await assert.rejects(answers[0] ?? Promise.resolve(), (reason) => reason === 'first');
  assert.equal(sent[0]?.cancellation.isCancelled, false);
  second.abort('second');
  await assert.rejects(answers[1] ?? Promise.resolve(), (reason) => reason === 'second');
  assert.equal(sent[0]?.cancellation.isCancelled, true);
  void send();
  assert.equal(sent.length, 2);
});

test('a cookie reaches only the one whose request it answers', async () => {
  const { send, sent } = createSharing();
  const answers = [send(), send()];
  sent[0]?.answer({ ...response, headers: { 'set-cookie': ['a=1'], 'x-a': '1' } });
  const headers = (await Promise.all(answers)).map((answer) => answer.headers);
  assert.deepEqual(headers, [{ 'set-cookie': ['a=1'], 'x-a': '1' }, { 'x-a': '1' }]);
});
