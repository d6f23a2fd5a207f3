import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ada, startTestSubgraph, testTime } from './test-support/start-test-subgraph.ts';

const everyField = `
  id userId user { id } kind occurredAt recordedAt location { latitude longitude } accuracyMeters placeId
  amount { minorUnits currency } sessionId properties
`;

test('an event comes back as it was sent, with the time at which it was stored', async () => {
  await using subgraph = await startTestSubgraph();
  const input = {
    id: 'päckchen/1?#\\',
    kind: 'PURCHASE',
    occurredAt: '2026-06-01T13:30:00.000+02:00',
    location: { latitude: 52.52, longitude: 13.405 },
    accuracyMeters: 7.5,
    placeId: 'store-1',
    amount: { minorUnits: 1299, currency: 'EUR' },
    sessionId: 'session-1',
    properties: { items: [1, { sku: 'a' }], gift: null },
  };
  const { placeId, ...rest } = input;
  const expected = {
    ...rest,
    userId: 'ada',
    user: { id: 'ada' },
    occurredAt: '2026-06-01T11:30:00.000Z',
    recordedAt: testTime.toISOString(),
    placeId,
  };
  const mutation = `mutation ($input: RecordActivityInput!) { recordActivity(input: $input) { ${everyField} } }`;
  assert.deepEqual(await subgraph.ask(mutation, ada, { input }), { data: { recordActivity: expected } });
  const query = `query ($id: ID!) { activity(id: $id) { ${everyField} } }`;
  assert.deepEqual(await subgraph.ask(query, ada, { id: input.id }), { data: { activity: expected } });
  assert.deepEqual(await subgraph.ask(query, ada, { id: 'another' }), { data: { activity: null } });
});
