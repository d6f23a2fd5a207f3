import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { type Caller, startTestAccounts, type TestAccounts } from '../test-support/start-test-accounts.ts';

let accounts: TestAccounts;
before(async () => {
  accounts = await startTestAccounts();
  const { database } = accounts;
  await database.user.createMany({
    data: [
      { id: 'ada', email: 'ada@example.com', displayName: 'Ada' },
      { id: 'bob', email: 'bob@example.com', displayName: 'Bob' },
    ],
  });
  await database.device.create({
    data: { id: 'phone', userId: 'ada', platform: 'IOS', name: 'Phone', pushHandle: 'secret' },
  });
  const location = { latitude: 52.5, longitude: 13.4, radiusMeters: 100 };
  await database.place.createMany({
    data: [
      { id: 'home', ownerId: 'ada', name: 'Home', ...location },
      { id: 'store', ownerId: null, name: 'Store', ...location },
    ],
  });
});
after(() => accounts[Symbol.asyncDispose]());

const callers = {
  nobody: null,
  ada: { userId: 'ada' },
  bob: { userId: 'bob' },
  olga: { userId: 'olga', roles: ['operator'] },
} satisfies Record<string, Caller | null>;

type Outcome = 'data' | 'null' | 'UNAUTHENTICATED' | 'FORBIDDEN';

/** What each caller gets of Ada’s data, of everybody’s, and of a store. */
const matrix: readonly [operation: string, outcomes: Record<keyof typeof callers, Outcome>][] = [
  ['{ viewer { email } }', { nobody: 'UNAUTHENTICATED', ada: 'data', bob: 'data', olga: 'null' }],
  [
    '{ user(id: "ada") { email devices { name } places { nodes { name } } } }',
    { nobody: 'UNAUTHENTICATED', ada: 'data', bob: 'FORBIDDEN', olga: 'data' },
  ],
  [
    '{ users { totalCount nodes { email } } }',
    { nobody: 'UNAUTHENTICATED', ada: 'FORBIDDEN', bob: 'FORBIDDEN', olga: 'data' },
  ],
  [
    '{ place(id: "home") { name } }',
    { nobody: 'UNAUTHENTICATED', ada: 'data', bob: 'FORBIDDEN', olga: 'data' },
  ],
  ['{ place(id: "store") { name } }', { nobody: 'UNAUTHENTICATED', ada: 'data', bob: 'data', olga: 'data' }],
  ['{ places { nodes { name } } }', { nobody: 'UNAUTHENTICATED', ada: 'data', bob: 'data', olga: 'data' }],
  // It is public, and this service has none.
  ['{ webPushKey }', { nobody: 'null', ada: 'null', bob: 'null', olga: 'null' }],
  [
    '{ notificationTargets(userIds: ["ada"]) { timeZone } }',
    { nobody: 'UNAUTHENTICATED', ada: 'FORBIDDEN', bob: 'FORBIDDEN', olga: 'FORBIDDEN' },
  ],
  [
    '{ pendingErasures }',
    { nobody: 'UNAUTHENTICATED', ada: 'FORBIDDEN', bob: 'FORBIDDEN', olga: 'FORBIDDEN' },
  ],
  [
    '{ accountChanges(of: USERS) { continuation } }',
    { nobody: 'UNAUTHENTICATED', ada: 'FORBIDDEN', bob: 'FORBIDDEN', olga: 'FORBIDDEN' },
  ],
  [
    'mutation { completeErasure(userId: "ada") }',
    { nobody: 'UNAUTHENTICATED', ada: 'FORBIDDEN', bob: 'FORBIDDEN', olga: 'FORBIDDEN' },
  ],
  [
    'mutation { removeDevice(id: "phone") }',
    { nobody: 'UNAUTHENTICATED', bob: 'FORBIDDEN', olga: 'FORBIDDEN', ada: 'data' },
  ],
  [
    'mutation { savePlace(input: { id: "home", name: "Mine", location: { latitude: 1, longitude: 1 }, radiusMeters: 50 }) { id } }',
    { nobody: 'UNAUTHENTICATED', bob: 'FORBIDDEN', olga: 'FORBIDDEN', ada: 'data' },
  ],
  [
    'mutation { savePlace(input: { id: "store", name: "Mine", location: { latitude: 1, longitude: 1 }, radiusMeters: 50 }) { id } }',
    { nobody: 'UNAUTHENTICATED', ada: 'FORBIDDEN', bob: 'FORBIDDEN', olga: 'FORBIDDEN' },
  ],
  [
    'mutation { removePlace(id: "store") }',
    { nobody: 'UNAUTHENTICATED', ada: 'FORBIDDEN', bob: 'FORBIDDEN', olga: 'FORBIDDEN' },
  ],
  [
    'mutation { removePlace(id: "home") }',
    { nobody: 'UNAUTHENTICATED', bob: 'FORBIDDEN', olga: 'FORBIDDEN', ada: 'data' },
  ],
];

const entityMatrix: readonly [
  representation: object,
  fields: string,
  outcomes: Record<keyof typeof callers, Outcome>,
][] = [
  [
    { __typename: 'User', id: 'ada' },
    '... on User { email }',
    { nobody: 'UNAUTHENTICATED', ada: 'data', bob: 'FORBIDDEN', olga: 'data' },
  ],
  [
    { __typename: 'Device', id: 'phone' },
    '... on Device { name }',
    { nobody: 'UNAUTHENTICATED', ada: 'data', bob: 'FORBIDDEN', olga: 'data' },
  ],
  [
    { __typename: 'Place', id: 'home' },
    '... on Place { name }',
    { nobody: 'UNAUTHENTICATED', ada: 'data', bob: 'FORBIDDEN', olga: 'data' },
  ],
  [
    { __typename: 'Place', id: 'store' },
    '... on Place { name }',
    { nobody: 'UNAUTHENTICATED', ada: 'data', bob: 'data', olga: 'data' },
  ],
];

async function outcomeOf(caller: Caller | null, operation: string, variables = {}): Promise<string> {
  const { data, errors } = await accounts.execute(caller, operation, variables);
  if (errors) return errors.map(({ extensions }) => extensions.code).join();
  const [value] = Object.values<unknown>(data);
  return [value].flat()[0] === null ? 'null' : 'data';
}

// Before the operations, of which some remove what the entities are.
for (const [representation, fields, outcomes] of entityMatrix) {
  test(`a reference to ${Object.values(representation).join(' ')} is answered to whom it may concern`, async () => {
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ${fields} } }`;
    const got: Record<string, string> = {};
    for (const name of Object.keys(outcomes) as (keyof typeof callers)[]) {
      got[name] = await outcomeOf(callers[name], query, { representations: [representation] });
    }
    assert.deepEqual(got, outcomes);
  });
}

for (const [operation, outcomes] of matrix) {
  test(`${operation} is answered to whom it may concern`, async () => {
    const got: Record<string, string> = {};
    for (const name of Object.keys(outcomes) as (keyof typeof callers)[]) {
      got[name] = await outcomeOf(callers[name], operation);
    }
    assert.deepEqual(got, outcomes);
  });
}

test('mutations of one’s own account ask who one is', async () => {
  for (const mutation of [
    'deleteAccount',
    'registerUser(input: { email: "x@example.com", displayName: "X" }) { id }',
    'updateProfile(input: { displayName: "X" }) { id }',
    'updateNotificationPreferences(input: { pushEnabled: true }) { id }',
    'registerDevice(input: { platform: IOS, name: "X", pushHandle: "x" }) { id }',
    'savePlace(input: { name: "X", location: { latitude: 0, longitude: 0 }, radiusMeters: 50 }) { id }',
  ]) {
    assert.equal(await outcomeOf(null, `mutation { ${mutation} }`), 'UNAUTHENTICATED');
  }
});

test('every query and mutation of the schema is in one of these tests', async () => {
  const { data } = await accounts.execute(
    null,
    '{ __schema { queryType { fields { name } } mutationType { fields { name } } } }',
  );
  const names = [...data.__schema.queryType.fields, ...data.__schema.mutationType.fields].map(
    (field: { name: string }) => field.name,
  );
  const covered = await readFile(import.meta.filename, 'utf8');
  const federation = ['_entities', '_service'];
  assert.deepEqual(
    names.filter((name: string) => !federation.includes(name) && !new RegExp(`\\b${name}\\b`).test(covered)),
    [],
  );
});

test('of several references only those that are forbidden are refused', async () => {
  const query = `query ($representations: [_Any!]!) {
    _entities(representations: $representations) { ... on User { displayName } ... on Place { name } }
  }`;
  const representations = [
    { __typename: 'User', id: 'ada' },
    { __typename: 'User', id: 'bob' },
    { __typename: 'User', id: 'nobody' },
    { __typename: 'Place', id: 'store' },
  ];
  const { data, errors } = await accounts.execute(callers.bob, query, { representations });
  assert.deepEqual(data, { _entities: [null, { displayName: 'Bob' }, null, { name: 'Store' }] });
  assert.deepEqual(
    errors?.map(({ path, extensions }) => [path, extensions.code]),
    [
      [['_entities', 0], 'FORBIDDEN'],
      [['_entities', 2], 'FORBIDDEN'],
    ],
  );
});

test('a place of somebody else is in no list', async () => {
  await accounts.database.place.create({
    data: { ownerId: 'ada', name: 'Secret', latitude: 52.5, longitude: 13.4, radiusMeters: 100 },
  });
  const { data } = await accounts.execute(
    callers.bob,
    '{ byName: places { nodes { name } } near: places(near: { latitude: 52.5, longitude: 13.4 }) { nodes { name } } }',
  );
  assert.deepEqual(data, { byName: { nodes: [{ name: 'Store' }] }, near: { nodes: [{ name: 'Store' }] } });
});
