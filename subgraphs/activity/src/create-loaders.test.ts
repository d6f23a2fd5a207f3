import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleInput } from './test-support/sample-activities.ts';
import { ada, operator, startTestSubgraph } from './test-support/start-test-subgraph.ts';

const range = (count: number) => Array.from({ length: count }, (_, n) => n);
const record = `mutation ($inputs: [RecordActivityInput!]!) { recordActivities(inputs: $inputs) { stored { id } } }`;
const entities = (fields: string) =>
  `query ($of: [_Any!]!) { found: _entities(representations: $of) { ${fields} } }`;

/** Runs the subgraph with events of ada's, and counts requests for documents from then on. */
async function startWithEvents(count: number) {
  const subgraph = await startTestSubgraph();
  await subgraph.ask(record, ada, {
    inputs: range(count).map((n) => sampleInput(n, { placeId: `store-${n % 5}` })),
  });
  const read = () =>
    subgraph.meter.sum({ operation: 'read' }).requests + subgraph.meter.sum({ operation: 'query' }).requests;
  const before = read();
  return { ...subgraph, requests: () => read() - before };
}

test('fifty events of one user take one request', async () => {
  await using subgraph = await startWithEvents(50);
  const of = range(50).map((n) => ({ __typename: 'Activity', id: `event-${n}`, userId: 'ada' }));
  const { data } = await subgraph.ask(entities('... on Activity { id kind }'), ada, { of });
  assert.deepEqual(
    data.found.map(({ id }: { id: string }) => id),
    of.map(({ id }) => id),
  );
  assert.equal(subgraph.requests(), 1);
});

test('events of several users take a request for each user', async () => {
  await using subgraph = await startWithEvents(3);
  const of = range(50).map((n) => ({
    __typename: 'Activity',
    id: `event-${n % 3}`,
    userId: n % 2 ? 'ada' : 'bob',
  }));
  const { data } = await subgraph.ask(entities('... on Activity { userId }'), operator, { of });
  assert.equal(data.found.filter((entity: unknown) => entity !== null).length, 25);
  assert.equal(subgraph.requests(), 2);
});

test('what fifty references to one user ask for is fetched once', async () => {
  await using subgraph = await startWithEvents(3);
  const of = range(50).map(() => ({ __typename: 'User', id: 'ada' }));
  const fields =
    'activities(first: 2) { nodes { id user { lastActivity { id } } } } activityCount lastActivity { id }';
  const { data } = await subgraph.ask(entities(`... on User { ${fields} }`), ada, { of });
  const lastActivity = { id: 'event-2' };
  const nodes = ['event-2', 'event-1'].map((id) => ({ id, user: { lastActivity } }));
  assert.deepEqual(data.found, new Array(50).fill({ activities: { nodes }, activityCount: 3, lastActivity }));
  assert.equal(subgraph.requests(), 3);
});

test('places take a request each, however often they are named', async () => {
  await using subgraph = await startWithEvents(20);
  const of = range(50).map((n) => ({ __typename: 'Place', id: `store-${n % 5}` }));
  const { data } = await subgraph.ask(entities('... on Place { recentActivities(first: 2) { id } }'), ada, {
    of,
  });
  assert.deepEqual(data.found[2], { recentActivities: [{ id: 'event-17' }, { id: 'event-12' }] });
  assert.equal(subgraph.requests(), 5);
});

test('each mutation of an operation shows what is stored after it', async () => {
  await using subgraph = await startWithEvents(1);
  const fields = '{ user { activityCount lastActivity { id } } }';
  const mutation = `mutation ($a: RecordActivityInput!, $b: RecordActivityInput!) {
    a: recordActivity(input: $a) ${fields}
    b: recordActivity(input: $b) ${fields}
  }`;
  const { data } = await subgraph.ask(mutation, ada, { a: sampleInput(1), b: sampleInput(2) });
  assert.deepEqual(data, {
    a: { user: { activityCount: 2, lastActivity: { id: 'event-1' } } },
    b: { user: { activityCount: 3, lastActivity: { id: 'event-2' } } },
  });
});
