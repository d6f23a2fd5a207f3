import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApolloClient, ApolloLink, gql, InMemoryCache } from '@apollo/client';
import { of } from 'rxjs';
import { createTraceLink } from './create-trace-link.ts';

test('each operation begins a trace of its own, beside the headers that it has', async () => {
  const told: Record<string, string>[] = [];
  const end = new ApolloLink((operation) => {
    told.push(operation.getContext()['headers'] ?? {});
    return of({ data: { me: 'ada' } });
  });
  const client = new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.from([createTraceLink(), end]),
  });
  const query = gql`
    query Me {
      me
    }
  `;
  const context = { headers: { authorization: 'Bearer a' } };
  for (let count = 0; count < 2; count++) await client.query({ query, context, fetchPolicy: 'network-only' });
  const [first, second] = told.map((headers) => headers['traceparent'] ?? '');
  for (const traceparent of [first, second])
    assert.match(traceparent ?? '', /^00-[\da-f]{32}-[\da-f]{16}-01$/);
  assert.notEqual(first, second);
  assert.equal(told[0]?.['authorization'], 'Bearer a');
});
