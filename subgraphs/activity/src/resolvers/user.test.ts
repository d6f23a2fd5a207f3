import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleActivity, sampleInput } from '../test-support/sample-activities.ts';
import { ada, startTestSubgraph } from '../test-support/start-test-subgraph.ts';

const record = `mutation ($inputs: [RecordActivityInput!]!) { recordActivities(inputs: $inputs) { stored { id } } }`;
const query = `query ($of: [_Any!]!, $first: Int, $after: String, $kinds: [ActivityKind!], $since: DateTime, $until: DateTime) {
  _entities(representations: $of) {
    ... on User {
      activities(first: $first, after: $after, kinds: $kinds, since: $since, until: $until) {
        edges { cursor node { id } }
        nodes { id }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      }
      activityCount(kinds: $kinds, since: $since, until: $until)
    }
  }
}`;
const of = [{ __typename: 'User', id: 'ada' }];

async function startWithEvents() {
  const subgraph = await startTestSubgraph();
  const kinds = ['VIEW', 'CHECK_IN', 'PURCHASE'] as const;
  const inputs = Array.from({ length: 7 }, (_, n) => sampleInput(n, { kind: kinds[n % 3] ?? 'VIEW' }));
  await subgraph.ask(record, ada, { inputs });
  const page = async (variables: object) => {
    const { data, errors } = await subgraph.ask(query, ada, { of, ...variables });
    return { ...data?._entities?.[0], errors };
  };
  return { ...subgraph, page };
}

test('a connection goes from page to page by its end cursor', async () => {
  await using subgraph = await startWithEvents();
  const seen: string[] = [];
  let after: string | null = null;
  for (const size of [3, 3, 1]) {
    const { activities } = await subgraph.page({ first: 3, after });
    assert.equal(activities.nodes.length, size);
    assert.deepEqual(activities.pageInfo, {
      hasNextPage: size === 3,
      hasPreviousPage: after !== null,
      startCursor: activities.edges[0].cursor,
      endCursor: activities.edges.at(-1).cursor,
    });
    seen.push(...activities.nodes.map(({ id }: { id: string }) => id));
    after = activities.pageInfo.endCursor;
  }
  assert.deepEqual(
    seen,
    [6, 5, 4, 3, 2, 1, 0].map((n) => `event-${n}`),
  );
});

test('filters narrow the connection and the count alike', async () => {
  await using subgraph = await startWithEvents();
  const filter = {
    kinds: ['VIEW', 'PURCHASE'],
    since: sampleActivity(2).occurredAt,
    until: sampleActivity(6).occurredAt,
  };
  const { activities, activityCount } = await subgraph.page(filter);
  assert.deepEqual(
    activities.nodes.map(({ id }: { id: string }) => id),
    ['event-5', 'event-3', 'event-2'],
  );
  assert.equal(activityCount, 3);
});

test('a page size out of range and a cursor of nothing are refused by name', async () => {
  await using subgraph = await startWithEvents();
  const refused = async (variables: object) => (await subgraph.page(variables)).errors?.[0]?.extensions;
  for (const first of [0, 101]) {
    const { code, fields } = (await refused({ first })) ?? {};
    assert.deepEqual([code, fields?.[0]?.path], ['BAD_USER_INPUT', 'arguments.first']);
  }
  for (const after of [
    '',
    'nonsense',
    Buffer.from('["activities",["yesterday","event-1"]]').toString('base64url'),
  ]) {
    const { code, fields } = (await refused({ after })) ?? {};
    assert.deepEqual([code, fields?.[0]?.path], ['BAD_USER_INPUT', 'after']);
  }
});
