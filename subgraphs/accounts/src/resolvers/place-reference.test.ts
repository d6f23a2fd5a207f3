import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Caller, startTestAccounts, type TestAccounts } from '../test-support/start-test-accounts.ts';

let accounts: TestAccounts;
before(async () => {
  accounts = await startTestAccounts();
  await accounts.database.user.createMany({
    data: ['ada', 'bob'].map((id) => ({ id, email: `${id}@example.com`, displayName: id })),
  });
  const area = { latitude: 0, longitude: 0, radiusMeters: 50 };
  await accounts.database.place.createMany({
    data: [
      { id: 'store', name: 'Store', ...area },
      { id: 'ada-home', name: 'Home', ownerId: 'ada', ...area },
      { id: 'bob-home', name: 'Home', ownerId: 'bob', ...area },
    ],
  });
});
after(() => accounts[Symbol.asyncDispose]());

const placeIds = ['store', 'ada-home', 'bob-home', 'gone', null];

/** The places of events, of conditions and of statistics that name them, as the gateway asks for them. */
async function placesSeenBy(caller: Caller | null) {
  const of = placeIds.flatMap((placeId, n) => [
    { __typename: 'Activity', id: `event-${n}`, userId: 'ada', placeId },
    { __typename: 'GeofenceCondition', placeId },
    { __typename: 'PlaceActivity', placeId: placeId ?? 'gone' },
  ]);
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) {
    ... on Activity { place { id name } }
    ... on GeofenceCondition { place { id name } }
    ... on PlaceActivity { place { id name } }
  } }`;
  accounts.takeStatements();
  const { data, errors } = await accounts.execute(caller, query, { of });
  assert.equal(errors, undefined, JSON.stringify(errors));
  return data._entities.map(({ place }: { place: { id: string } | null }) => place?.id ?? null);
}

const eachOf = (ids: readonly (string | null)[]) => ids.flatMap((id) => [id, id, id]);

test('a place that is gone, or that the caller may not see, is null without an error', async () => {
  assert.deepEqual(await placesSeenBy({ userId: 'ada' }), eachOf(['store', 'ada-home', null, null, null]));
  assert.equal(accounts.takeStatements().length, 1);
  assert.deepEqual(
    await placesSeenBy({ userId: 'olga', roles: ['operator'] }),
    eachOf(['store', 'ada-home', 'bob-home', null, null]),
  );
  assert.deepEqual(await placesSeenBy(null), eachOf([null, null, null, null, null]));
});

test('a place that is removed is null from then on', async () => {
  const remove = 'mutation { removePlace(id: "ada-home") }';
  assert.equal((await accounts.execute({ userId: 'ada' }, remove)).errors, undefined);
  assert.deepEqual(await placesSeenBy({ userId: 'ada' }), eachOf(['store', null, null, null, null]));
});
