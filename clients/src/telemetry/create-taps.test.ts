import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApolloClient, ApolloLink, gql, InMemoryCache } from '@apollo/client';
import { Subject } from 'rxjs';
import { createTraceLink } from '../create-trace-link.ts';
import type { SpanRecord } from './client-record.ts';
import { createTaps } from './create-taps.ts';

const mutation = gql`
  mutation Save {
    save
  }
`;

test('a tap is the root of the operations that it leads to, until the last of them has its answer', async () => {
  const spans: Omit<SpanRecord, 'kind'>[] = [];
  const recorder = { span: (span: Omit<SpanRecord, 'kind'>) => void spans.push(span), blame: () => {} };
  const taps = createTaps(recorder, () => 5_000);
  const answers: Subject<ApolloLink.Result>[] = [];
  const asked: string[] = [];
  const gateway = new ApolloLink((operation) => {
    asked.push(operation.getContext()['headers'].traceparent);
    const answer = new Subject<ApolloLink.Result>();
    answers.push(answer);
    return answer;
  });
  const link = ApolloLink.from([createTraceLink(recorder, taps), gateway]);
  const client = new ApolloClient({ cache: new InMemoryCache(), link });
  const answer = (at: number) => {
    answers[at]?.next({ data: { save: true } });
    answers[at]?.complete();
  };

  taps.begin(1_000);
  const saves = [client.mutate({ mutation }), client.mutate({ mutation })];
  await new Promise((resolve) => setTimeout(resolve));
  saves.push(client.mutate({ mutation }));
  await new Promise((resolve) => setTimeout(resolve));
  for (const at of [1, 2, 0]) answer(at);
  await Promise.all(saves);

  const [second, later, first, tap, ...others] = spans;
  assert(first && second && later && tap && others.length === 0);
  assert.deepEqual([tap.name, tap.parentSpanId, tap.startMs, tap.endMs], ['tap', undefined, 1_000, 5_000]);
  for (const each of [first, second])
    assert.deepEqual([each.traceId, each.parentSpanId], [tap.traceId, tap.spanId]);
  assert.notEqual(first.spanId, second.spanId);
  assert.notEqual(later.traceId, tap.traceId);
  assert.equal(later.parentSpanId, undefined);
  assert.equal(asked[0], `00-${tap.traceId}-${first.spanId}-01`);
});

test('a tap that leads to nothing is not noted', () => {
  const taps = createTaps({ span: () => assert.fail('nothing is noted') });
  assert.equal(taps.join(), undefined);
  taps.begin(1_000);
});
