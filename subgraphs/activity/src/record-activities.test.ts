import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChangeFeedStartFrom } from '@azure/cosmos';
import { connectCosmos } from '@headgate/cosmos/connect-cosmos.ts';
import type { CosmosConfig } from '@headgate/cosmos/cosmos-config.ts';
import { ensureContainers } from '@headgate/cosmos/ensure-containers.ts';
import { startTestCosmos } from '@headgate/cosmos/test-support/start-test-cosmos.ts';
import { startLocalCosmos } from '@headgate/local-cosmos/start-local-cosmos.ts';
import { createLogger } from '@headgate/service/create-logger.ts';
import { activityContainer } from './activity-container.ts';
import type { ActivityDocument } from './activity-document.ts';
import { createCosmosActivityStore } from './create-cosmos-activity-store.ts';
import { recordActivities } from './record-activities.ts';
import { sampleActivity, sampleInput } from './test-support/sample-activities.ts';
import { ada, startTestSubgraph, testTime } from './test-support/start-test-subgraph.ts';

const mutation = `mutation ($inputs: [RecordActivityInput!]!) {
  recordActivities(inputs: $inputs) { stored { id kind } rejected { index id code message } }
}`;
const range = (count: number) => Array.from({ length: count }, (_, n) => n);
const logger = createLogger({ name: 'activity', level: 'silent' });
const now = () => testTime.getTime();

test('of a hundred events with one that is not valid, ninety-nine are stored in order and one is named', async () => {
  await using subgraph = await startTestSubgraph();
  const inputs = range(100).map((n) => sampleInput(n));
  inputs[41] = sampleInput(41, { location: { latitude: 91, longitude: 0 } });
  const { data } = await subgraph.ask(mutation, ada, { inputs });
  assert.deepEqual(data.recordActivities.rejected, [
    {
      index: 41,
      id: 'event-41',
      code: 'BAD_USER_INPUT',
      message: 'inputs.41.location.latitude: expected degrees from -90 to 90',
    },
  ]);
  const expected = range(100).filter((n) => n !== 41);
  assert.deepEqual(
    data.recordActivities.stored.map(({ id }: { id: string }) => id),
    expected.map((n) => `event-${n}`),
  );
  assert.equal(subgraph.meter.sum({ operation: 'batch' }).requests, 1);
  const again = await subgraph.ask(mutation, ada, { inputs });
  assert.deepEqual(again.data, data);
});

test('more than a hundred are refused before any is stored; none is fine', async () => {
  await using subgraph = await startTestSubgraph();
  const { data, errors } = await subgraph.ask(mutation, ada, {
    inputs: range(101).map((n) => sampleInput(n)),
  });
  assert.equal(data, null);
  assert.equal(errors?.[0]?.extensions.code, 'BAD_USER_INPUT');
  assert.deepEqual(errors[0].extensions.fields, [
    { path: 'inputs', message: 'expected at most 100 events, got 101' },
  ]);
  assert.equal(subgraph.meter.sum({ operation: 'batch' }).requests, 0);
  const none = await subgraph.ask(mutation, ada, { inputs: [] });
  assert.deepEqual(none.data, { recordActivities: { stored: [], rejected: [] } });
});

test('an event that comes twice is stored once and answered twice, the first one winning', async () => {
  await using subgraph = await startTestSubgraph();
  const inputs = [sampleInput(1, { kind: 'VIEW' }), sampleInput(2), sampleInput(1, { kind: 'CLICK' })];
  const { data } = await subgraph.ask(mutation, ada, { inputs });
  assert.deepEqual(data.recordActivities.stored, [
    { id: 'event-1', kind: 'VIEW' },
    { id: 'event-2', kind: 'CHECK_IN' },
    { id: 'event-1', kind: 'VIEW' },
  ]);
  const count = await subgraph.ask(
    '{ _entities(representations: [{ __typename: "User", id: "ada" }]) { ... on User { activityCount } } }',
    ada,
  );
  assert.equal(count.data._entities[0].activityCount, 2);
});

test('every wrong field of a single event is an error with its path', async () => {
  await using subgraph = await startTestSubgraph();
  const single = 'mutation ($input: RecordActivityInput!) { recordActivity(input: $input) { id } }';
  const input = sampleInput(1, { occurredAt: new Date(now() + 600_000), placeId: '' });
  const { errors } = await subgraph.ask(single, ada, { input });
  assert.equal(errors?.[0]?.extensions.code, 'BAD_USER_INPUT');
  const fields = errors[0].extensions.fields?.map(({ path }) => path);
  assert.deepEqual(fields, ['input.occurredAt', 'input.placeId']);
});

test('throttled events are tried again; when they stay throttled none is stored, and all are rejected', async () => {
  await using local = await startLocalCosmos();
  const config: CosmosConfig = {
    account: { signInWith: 'key', connectionString: local.connectionString },
    databaseId: 'test',
  };
  using cosmos = connectCosmos(config, { maxThrottleRetries: 2 });
  await ensureContainers(cosmos.database, [activityContainer(400)]);
  const store = createCosmosActivityStore(cosmos.database.container('activity'));
  const inputs = range(5).map((n) => sampleInput(n));
  local.throttle(2, 1);
  const patient = await recordActivities({ store, logger, now }, 'ada', inputs.slice(0, 3));
  assert.equal(patient.stored.length, 3);
  assert.equal(cosmos.meter.sum({ operation: 'batch' }).throttled, 2);
  local.throttle(3, 1);
  const { stored, rejected } = await recordActivities({ store, logger, now }, 'ada', inputs.slice(3));
  assert.equal(stored.length, 0);
  for (const { index, id, code, message } of rejected) {
    assert.deepEqual({ id, code }, { id: `event-${index + 3}`, code: 'SERVICE_UNAVAILABLE' });
    assert.match(message, /busy/);
  }
  const again = await recordActivities({ store, logger, now }, 'ada', inputs);
  assert.deepEqual([again.stored.length, again.rejected.length], [5, 0]);
});

test('whoever follows the store sees the events of a batch in the order in which they happened', async () => {
  await using stack = await startTestCosmos();
  await ensureContainers(stack.cosmos.database, [activityContainer(400)]);
  const container = stack.cosmos.database.container('activity');
  const store = createCosmosActivityStore(container);
  const inputs = range(100).map((n) => sampleInput((n * 37) % 100));
  await recordActivities({ store, logger, now }, 'ada', inputs);
  const feed = container.items.getChangeFeedIterator({
    changeFeedStartFrom: ChangeFeedStartFrom.Beginning('ada'),
  });
  const { result } = await feed.readNext();
  const times = (result as unknown as ActivityDocument[]).map(({ occurredAt }) => occurredAt);
  assert.equal(times.length, 100);
  assert.deepEqual(times, times.toSorted());
});

test('what goes wrong inside is not told to the client', async () => {
  const fail = async () => {
    throw new Error('key of the account');
  };
  const store = {
    record: fail,
    recordAll: fail,
    find: async () => [],
    list: async () => [],
    count: async () => 0,
  };
  const { rejected } = await recordActivities({ store, logger, now }, 'ada', [sampleInput(1)]);
  assert.deepEqual(rejected, [
    {
      index: 0,
      id: sampleActivity(1).id,
      code: 'INTERNAL_SERVER_ERROR',
      message: 'Something went wrong on our side.',
    },
  ]);
});
