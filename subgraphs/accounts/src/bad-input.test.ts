import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestAccounts, type TestAccounts } from './test-support/start-test-accounts.ts';

let accounts: TestAccounts;
before(async () => {
  accounts = await startTestAccounts();
});
after(() => accounts[Symbol.asyncDispose]());

/** The paths that were refused, as one operator sends the operation. */
async function refusedPaths(operation: string, variables = {}) {
  const caller = { userId: 'olga', roles: ['operator', 'notifier'] };
  const { errors } = await accounts.execute(caller, operation, variables);
  assert.deepEqual(
    errors?.map(({ extensions }) => extensions.code),
    ['BAD_USER_INPUT'],
  );
  return errors?.[0]?.extensions.fields?.map(({ path }) => path);
}

const mutate = (name: string, type: string) => (input: object) =>
  refusedPaths(
    `mutation ($input: ${type}!) { ${name}(input: $input) { ${name === 'savePlace' ? 'id' : '__typename'} } }`,
    {
      input,
    },
  );

test('each field of a registration that is wrong is named', async () => {
  const register = mutate('registerUser', 'RegisterUserInput');
  assert.deepEqual(
    await register({ email: 'ada@', displayName: ' ', locale: 'english please', timeZone: 'Mars/Olympus' }),
    ['input.email', 'input.displayName', 'input.locale', 'input.timeZone'],
  );
  const valid = { email: 'ada@example.com', displayName: 'Ada' };
  assert.deepEqual(await register({ ...valid, displayName: 'x'.repeat(101) }), ['input.displayName']);
  assert.deepEqual(await register({ ...valid, displayName: 'a\u0000b' }), ['input.displayName']);
  assert.deepEqual(await register({ ...valid, email: `${'x'.repeat(250)}@example.com` }), ['input.email']);
  for (const timeZone of ['+01:00', '', 'Europe', null]) {
    assert.deepEqual(await register({ ...valid, timeZone }), ['input.timeZone']);
  }
});

test('a profile may leave fields out, but not empty them', async () => {
  const update = mutate('updateProfile', 'UpdateProfileInput');
  assert.deepEqual(await update({ email: null, displayName: '' }), ['input.email', 'input.displayName']);
});

test('quiet hours are two different times of day', async () => {
  const update = mutate('updateNotificationPreferences', 'NotificationPreferencesInput');
  assert.deepEqual(await update({ pushEnabled: null, quietHours: { start: '24:00', end: '7:00' } }), [
    'input.pushEnabled',
    'input.quietHours.start',
    'input.quietHours.end',
  ]);
  assert.deepEqual(await update({ quietHours: { start: '22:00', end: '22:00' } }), ['input.quietHours.end']);
});

test('a device has a name and a push handle that fits', async () => {
  const register = mutate('registerDevice', 'RegisterDeviceInput');
  assert.deepEqual(await register({ platform: 'IOS', name: '', pushHandle: 'x'.repeat(2_001) }), [
    'input.name',
    'input.pushHandle',
  ]);
  const subscription = JSON.stringify({
    endpoint: 'http://push.example/1',
    keys: { p256dh: 'k', auth: 's' },
  });
  for (const [platform, pushHandle] of [
    ['IOS', 'ü'],
    ['BROWSER', 'x'],
    ['BROWSER', '{}'],
    ['BROWSER', subscription],
    ['WINDOWS', 'x'],
  ]) {
    assert.deepEqual(await register({ platform, name: 'Phone', pushHandle }), ['input.pushHandle']);
  }
});

test('a place is on the globe, and of a sensible size', async () => {
  const save = mutate('savePlace', 'SavePlaceInput');
  assert.deepEqual(
    await save({ name: ' ', location: { latitude: 90.1, longitude: -180.1 }, radiusMeters: 9 }),
    ['input.name', 'input.location.latitude', 'input.location.longitude', 'input.radiusMeters'],
  );
  const location = { latitude: 0, longitude: 0 };
  assert.deepEqual(await save({ name: 'X', location, radiusMeters: 100_001 }), ['input.radiusMeters']);
});

test('the arguments of a search are checked', async () => {
  assert.deepEqual(
    await refusedPaths(
      '{ places(near: { latitude: -91, longitude: 181 }, withinMeters: 0) { nodes { id } } }',
    ),
    ['arguments.near.latitude', 'arguments.near.longitude', 'arguments.withinMeters'],
  );
  assert.deepEqual(await refusedPaths('{ places(first: 0) { nodes { id } } }'), ['arguments.first']);
  assert.deepEqual(await refusedPaths('{ places(after: "x") { nodes { id } } }'), ['after']);
  assert.deepEqual(await refusedPaths('{ users(first: 101) { nodes { id } } }'), ['arguments.first']);
  assert.deepEqual(await refusedPaths('{ users(after: "x") { nodes { id } } }'), ['after']);
  assert.deepEqual(
    await refusedPaths('query ($search: String) { users(search: $search) { nodes { id } } }', {
      search: 'x'.repeat(201),
    }),
    ['arguments.search'],
  );
});

const unstorable = { 'the character NUL': 'a\u0000b', 'half a character': 'a\ud83d' };

for (const [what, id] of Object.entries(unstorable)) {
  test(`${what} is refused wherever it comes from, by field`, async () => {
    const cursor = (list: string) => Buffer.from(JSON.stringify([list, [id, id]])).toString('base64url');
    const input = { id, name: 'Home', location: { latitude: 1, longitude: 1 }, radiusMeters: 50 };
    const operations: readonly [operation: string, path: string, variables: object][] = [
      ['query ($id: ID!) { user(id: $id) { id } }', 'id', { id }],
      ['query ($id: ID!) { place(id: $id) { id } }', 'id', { id }],
      ['mutation ($id: ID!) { removePlace(id: $id) }', 'id', { id }],
      ['mutation ($id: ID!) { removeDevice(id: $id) }', 'id', { id }],
      ['mutation ($input: SavePlaceInput!) { savePlace(input: $input) { id } }', 'input.id', { input }],
      [
        'query ($ids: [ID!]!) { notificationTargets(userIds: $ids) { userId } }',
        'userIds.1',
        { ids: ['ada', id] },
      ],
      ['query ($id: String) { users(search: $id) { nodes { id } } }', 'search', { id }],
      [
        'query ($after: String) { users(after: $after) { nodes { id } } }',
        'after',
        { after: cursor('users') },
      ],
      [
        'query ($after: String) { places(after: $after) { nodes { id } } }',
        'after',
        { after: cursor('places') },
      ],
    ];
    for (const [operation, path, variables] of operations) {
      assert.deepEqual(await refusedPaths(operation, variables), [path], operation);
    }
  });
}

test('a name has something to see, and turns nothing around it', async () => {
  const location = { latitude: 0, longitude: 0 };
  for (const name of ['\u200b\u200d', 'a\u202eb', '\u3164', 'a\u0007']) {
    assert.deepEqual(await mutate('savePlace', 'SavePlaceInput')({ name, location, radiusMeters: 50 }), [
      'input.name',
    ]);
    assert.deepEqual(
      await mutate('registerUser', 'RegisterUserInput')({ email: 'ada@example.com', displayName: name }),
      ['input.displayName'],
    );
    assert.deepEqual(await mutate('updateProfile', 'UpdateProfileInput')({ displayName: name }), [
      'input.displayName',
    ]);
    assert.deepEqual(
      await mutate('registerDevice', 'RegisterDeviceInput')({ platform: 'IOS', name, pushHandle: 'x' }),
      ['input.name'],
    );
  }
});

test('numbers that arithmetic loses, ids of a megabyte and cursors of other lists are the client’s mistakes', async () => {
  const near = (latitude: string, withinMeters = '1') =>
    refusedPaths(
      `{ places(near: { latitude: ${latitude}, longitude: 0 }, withinMeters: ${withinMeters}) { nodes { id } } }`,
    );
  assert.deepEqual(await near('5e-324'), ['arguments.near.latitude']);
  assert.deepEqual(await near('-1e-200'), ['arguments.near.latitude']);
  assert.deepEqual(await near('1e999'), ['near.latitude']);
  assert.deepEqual(await near('0', '1e999'), ['withinMeters']);
  const id = 'x'.repeat(1_000_000);
  assert.deepEqual(await refusedPaths('query ($id: ID!) { user(id: $id) { id } }', { id }), ['id']);
  assert.deepEqual(await refusedPaths('query ($id: ID!) { place(id: $id) { id } }', { id }), ['id']);
  const after = Buffer.from(JSON.stringify(['users', ['Ada', 'ada']])).toString('base64url');
  assert.deepEqual(await refusedPaths(`{ places(after: "${after}") { nodes { id } } }`), ['after']);
  assert.deepEqual(await refusedPaths('query ($id: String) { users(after: $id) { nodes { id } } }', { id }), [
    'arguments.after',
  ]);
});

test('a search for anything finds something or nothing, and never fails', async () => {
  const caller = { userId: 'olga', roles: ['operator'] };
  const query = 'query ($search: String) { users(search: $search) { totalCount nodes { id } } }';
  for (const search of ['\u3320'.repeat(200), '\ufdfa'.repeat(200), '🙂', "a'b:*|&!", '\\', '1e5 -3.14']) {
    const { errors } = await accounts.execute(caller, query, { search });
    assert.equal(errors, undefined, JSON.stringify([search, errors]));
  }
});
