import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApolloClient, ApolloLink, gql, InMemoryCache } from '@apollo/client';
import { of, throwError } from 'rxjs';
import { createTraceLink } from '../create-trace-link.ts';
import type { ClientRecord } from './client-record.ts';
import { createRecorder } from './create-recorder.ts';

function open(answer: () => ReturnType<ApolloLink.RequestHandler>) {
  const recorder = createRecorder();
  const records: ClientRecord[] = [];
  recorder.readBy((record) => records.push(record));
  const headers: Record<string, string>[] = [];
  const end = new ApolloLink((operation) => {
    headers.push(operation.getContext()['headers']);
    return answer();
  });
  const client = new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.from([createTraceLink(recorder), end]),
  });
  const ask = () => client.query({ query, fetchPolicy: 'network-only' });
  return { recorder, records, ask, headers };
}

const query = gql`
  query Me {
    me
  }
`;

test('an operation is a span, which the gateway is told as the parent of its own', async () => {
  const { records, ask, headers } = open(() => of({ data: { me: 'ada' } }));
  await ask();
  const [span] = records;
  assert(span?.kind === 'span' && records.length === 1);
  assert.equal(headers[0]?.['traceparent'], `00-${span.traceId}-${span.spanId}-01`);
  const { name, asks, hasFailed, attributes, parentSpanId } = span;
  assert.deepEqual([name, asks, hasFailed, parentSpanId], ['query Me', true, false, undefined]);
  assert.deepEqual(attributes, { 'graphql.operation.type': 'query', 'graphql.operation.name': 'Me' });
});

const refusal = { message: 'No', extensions: { code: 'FORBIDDEN' } };

for (const [what, answer, code] of [
  ['what the gateway refuses', () => of({ data: null, errors: [refusal] }), 'FORBIDDEN'],
  ['a network that is away', () => throwError(() => new TypeError('Failed to fetch')), 'NETWORK'],
] as const)
  test(`${what} fails the span, and what nobody caught of it is in its trace, once`, async () => {
    const { recorder, records, ask } = open(answer);
    const failure = await ask().then(
      () => assert.fail('it is rejected'),
      (error: unknown) => error,
    );
    recorder.failure(failure);
    recorder.failure(failure);
    recorder.failure(new RangeError('of nothing'));
    const [span, noted, other, ...more] = records;
    assert(span?.kind === 'span' && noted?.kind === 'failure' && other?.kind === 'failure');
    assert.equal(more.length, 0);
    assert.deepEqual([span.hasFailed, span.attributes['error.type']], [true, code]);
    assert.deepEqual([noted.traceId, noted.spanId], [span.traceId, span.spanId]);
    assert.deepEqual([other.traceId, other.spanId], [recorder.root.traceId, recorder.root.spanId]);
    assert.equal(other.type, 'RangeError');
  });

test('what happens before there is a reader is kept, as far as memory goes, and nothing once nobody wants it', () => {
  const recorder = createRecorder();
  for (let count = 0; count < 100; count++) recorder.failure(new Error(`${count}`));
  const records: ClientRecord[] = [];
  recorder.readBy((record) => records.push(record));
  assert.equal(records.length, 20, 'who fails all the time says so a few times');
  recorder.readBy(undefined);
  recorder.span({
    ...recorder.root,
    name: 'a',
    asks: false,
    startMs: 1,
    endMs: 2,
    hasFailed: false,
    attributes: {},
  });
  assert.equal(records.length, 20);
});

test('whatever is thrown is noted', () => {
  const recorder = createRecorder(() => 5);
  for (const thrown of [undefined, null, 'text', { a: 1 }, Object.create(null)]) recorder.failure(thrown);
  const records: ClientRecord[] = [];
  recorder.readBy((record) => records.push(record));
  assert.deepEqual(
    records.map((record) => record.kind === 'failure' && record.message),
    ['undefined', 'null', 'text', 'Something that is no error was thrown.'],
  );
});
