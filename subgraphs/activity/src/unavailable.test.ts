import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { CosmosConfig } from '@headgate/cosmos/cosmos-config.ts';
import { startLocalCosmos } from '@headgate/local-cosmos/start-local-cosmos.ts';
import { sampleInput } from './test-support/sample-activities.ts';
import { ada, startTestSubgraph } from './test-support/start-test-subgraph.ts';

const record = 'mutation ($input: RecordActivityInput!) { recordActivity(input: $input) { id } }';
const entities = `query ($of: [_Any!]!) {
  _entities(representations: $of) {
    ... on User { activityCount activities { nodes { id } } }
    ... on Activity { kind }
  }
}`;
const of = [
  { __typename: 'User', id: 'ada' },
  { __typename: 'Activity', id: 'event-1', userId: 'ada' },
];

async function readiness(url: string) {
  const response = await fetch(new URL('/health/ready', url));
  return [response.status, ((await response.json()) as { checks: object }).checks];
}

test('while Cosmos DB is away every answer says so, and service resumes when it is back', async (context) => {
  const directory = await mkdtemp(join(tmpdir(), 'activity-'));
  context.after(() => rm(directory, { recursive: true }));
  const first = await startLocalCosmos({ directory });
  const { connectionString } = first;
  const config: CosmosConfig = { account: { signInWith: 'key', connectionString }, databaseId: 'test' };
  await using subgraph = await startTestSubgraph(config);
  await subgraph.ask(record, ada, { input: sampleInput(1) });
  assert.deepEqual(await readiness(subgraph.url), [200, { cosmos: 'ok' }]);

  await first[Symbol.asyncDispose]();
  const unstored = await subgraph.ask(record, ada, { input: sampleInput(2) });
  assert.deepEqual(
    unstored.errors?.map(({ extensions }) => extensions.code),
    ['SERVICE_UNAVAILABLE'],
  );
  const unread = await subgraph.ask(entities, ada, { of });
  const codes = new Set(unread.errors?.map(({ extensions }) => extensions.code));
  assert.deepEqual(codes, new Set(['SERVICE_UNAVAILABLE']));
  assert.doesNotMatch(JSON.stringify(unread), /ECONNREFUSED|127\.0\.0\.1/);
  const [status] = await readiness(subgraph.url);
  assert.equal(status, 503);

  const port = Number(new URL(first.endpoint).port);
  await using _second = await startLocalCosmos({ directory, port });
  const stored = await subgraph.ask(record, ada, { input: sampleInput(2) });
  assert.deepEqual(stored, { data: { recordActivity: { id: 'event-2' } } });
  const read = await subgraph.ask(entities, ada, { of });
  assert.deepEqual(read.data?._entities, [
    { activityCount: 2, activities: { nodes: [{ id: 'event-2' }, { id: 'event-1' }] } },
    { kind: 'CHECK_IN' },
  ]);
  assert.deepEqual(await readiness(subgraph.url), [200, { cosmos: 'ok' }]);
});
