import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gql, InMemoryCache } from '@apollo/client';
import { cachePolicies } from './cache-policies.ts';

const query = gql`
  query List($first: Int!, $after: String) {
    alerts(first: $first, after: $after) {
      edges {
        cursor
        node {
          id
          userId
          status
          raisedAt
          resolvedAt
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`;

const alert = (minute: number, status = 'RAISED') => ({
  __typename: 'Alert',
  id: `a${minute}`,
  userId: 'ada',
  status,
  raisedAt: `2026-03-29T12:0${minute}:00.000Z`,
  resolvedAt: status === 'RESOLVED' ? '2026-03-29T13:00:00.000Z' : null,
});

function createList() {
  const cache = new InMemoryCache(cachePolicies);
  type Data = { alerts: { edges: { node: { id: string; status: string; resolvedAt: string | null } }[] } };
  return {
    write(alerts: ReturnType<typeof alert>[], after: string | null = null) {
      const edges = alerts.map((node) => ({ __typename: 'AlertEdge', cursor: `c${node.id}`, node }));
      const pageInfo = { __typename: 'PageInfo', endCursor: edges.at(-1)?.cursor ?? null, hasNextPage: true };
      const data = { alerts: { __typename: 'AlertConnection', edges, pageInfo } };
      cache.writeQuery({ query, variables: { first: 2, after }, data });
    },
    read: () =>
      cache
        .readQuery<Data>({ query, variables: { first: 2 } })
        ?.alerts.edges.map(({ node: { id, status } }) => `${id} ${status}`),
  };
}

test('a list that was read before an alert arrived does not lose it', () => {
  const list = createList();
  list.write([alert(3), alert(2), alert(1)]);
  list.write([alert(2), alert(1)]);
  assert.deepEqual(list.read(), ['a3 RAISED', 'a2 RAISED', 'a1 RAISED']);
});

test('a list that is newer than all that is known takes its place, and pages follow each other', () => {
  const list = createList();
  list.write([alert(2), alert(1)]);
  list.write([alert(5), alert(4)]);
  list.write([alert(3), alert(2)], 'ca4');
  assert.deepEqual(list.read(), ['a5 RAISED', 'a4 RAISED', 'a3 RAISED', 'a2 RAISED']);
});

test('an alert that was resolved is not raised again by an answer that comes late', () => {
  const list = createList();
  list.write([alert(1, 'RESOLVED')]);
  list.write([alert(1, 'ACKNOWLEDGED')]);
  assert.deepEqual(list.read(), ['a1 RESOLVED']);
});
