import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { maxDevicesPerUser } from './errors.ts';
import { startTestAccounts, type TestAccounts } from './test-support/start-test-accounts.ts';

let accounts: TestAccounts;
before(async () => {
  accounts = await startTestAccounts();
});
after(() => accounts[Symbol.asyncDispose]());

const ada = { userId: 'ada' };
const olga = { userId: 'olga', roles: ['operator'] };

async function run(caller: typeof ada, query: string, variables = {}) {
  const { data, errors } = await accounts.execute(caller, query, variables);
  assert.equal(errors, undefined, JSON.stringify(errors));
  return data;
}

test('a user who has no account yet is nobody, until they register', async () => {
  assert.deepEqual(await run(ada, '{ viewer { id } }'), { viewer: null });
  const { registerUser } = await run(
    ada,
    `mutation { registerUser(input: { email: "Ada@Example.com", displayName: "Ada L." }) {
       id email displayName locale timeZone createdAt
       notificationPreferences { pushEnabled quietHours { start end } }
       devices { id } places { nodes { id } }
     } }`,
  );
  const { createdAt, ...user } = registerUser;
  assert(Math.abs(Date.parse(createdAt) - Date.now()) < 60_000);
  assert.deepEqual(user, {
    id: 'ada',
    email: 'ada@example.com',
    displayName: 'Ada L.',
    locale: 'en',
    timeZone: 'UTC',
    notificationPreferences: { pushEnabled: true, quietHours: null },
    devices: [],
    places: { nodes: [] },
  });
  assert.deepEqual(await run(ada, '{ viewer { id } user(id: "ada") { id } }'), {
    viewer: { id: 'ada' },
    user: { id: 'ada' },
  });
});

test('a profile changes by what is given', async () => {
  const { updateProfile } = await run(
    ada,
    `mutation { updateProfile(input: { displayName: "Ada Lindqvist", locale: "SV-se", timeZone: "Europe/Stockholm" }) {
       email displayName locale timeZone
     } }`,
  );
  assert.deepEqual(updateProfile, {
    email: 'ada@example.com',
    displayName: 'Ada Lindqvist',
    locale: 'sv-SE',
    timeZone: 'Europe/Stockholm',
  });
  const unchanged = await run(ada, 'mutation { updateProfile(input: {}) { displayName } }');
  assert.deepEqual(unchanged, { updateProfile: { displayName: 'Ada Lindqvist' } });
});

test('quiet hours are set, kept and removed', async () => {
  const update = (input: string) =>
    run(
      ada,
      `mutation { updateNotificationPreferences(input: ${input}) {
         notificationPreferences { pushEnabled minSeverity quietHours { start end policy } }
       } }`,
    ).then((data) => data.updateNotificationPreferences.notificationPreferences);
  const quietHours = { start: '22:00', end: '06:30', policy: 'HOLD' };
  const before = { pushEnabled: true, minSeverity: 'INFO', quietHours };
  assert.deepEqual(await update('{ quietHours: { start: "22:00", end: "06:30" } }'), before);
  const after = { pushEnabled: false, minSeverity: 'WARNING', quietHours };
  assert.deepEqual(await update('{ pushEnabled: false, minSeverity: WARNING }'), after);
  const dropped = await update('{ quietHours: { start: "22:00", end: "06:30", policy: DROP } }');
  assert.deepEqual(dropped, { ...after, quietHours: { ...quietHours, policy: 'DROP' } });
  assert.deepEqual(await update('{ quietHours: null }'), { ...after, quietHours: null });
});

test('a push handle that is registered again changes the device that has it', async () => {
  const register = (name: string) =>
    run(
      ada,
      'mutation ($name: String!) { registerDevice(input: { platform: IOS, name: $name, pushHandle: "handle-1" }) { id name platform } }',
      { name },
    ).then((data) => data.registerDevice);
  const first = await register('Phone');
  const second = await register('Ada’s phone');
  assert.deepEqual(second, { id: first.id, name: 'Ada’s phone', platform: 'IOS' });
  assert.deepEqual(await run(ada, '{ viewer { devices { id name } } }'), {
    viewer: { devices: [{ id: first.id, name: 'Ada’s phone' }] },
  });
  assert.deepEqual(await run(ada, 'mutation ($id: ID!) { removeDevice(id: $id) }', { id: first.id }), {
    removeDevice: first.id,
  });
  assert.deepEqual(await run(ada, '{ viewer { devices { id } } }'), { viewer: { devices: [] } });
});

test('a user has so many devices and no more, and may still rename one', async () => {
  const register = (pushHandle: string) =>
    accounts.execute(
      ada,
      'mutation ($pushHandle: String!) { registerDevice(input: { platform: BROWSER, name: "B", pushHandle: $pushHandle }) { id } }',
      { pushHandle },
    );
  const subscription = (n: number) =>
    JSON.stringify({ endpoint: `https://push.example/${n}`, keys: { p256dh: 'key', auth: 'secret' } });
  for (let n = 0; n < maxDevicesPerUser; n += 1) {
    assert.equal((await register(subscription(n))).errors, undefined);
  }
  const oneMore = await register(subscription(maxDevicesPerUser));
  assert.equal(oneMore.errors?.[0]?.extensions.code, 'DEVICE_LIMIT_REACHED');
  assert.equal((await register(subscription(0))).errors, undefined);
});

test('a place of one’s own is saved, changed, found and removed', async () => {
  const save = (input: object) =>
    run(
      ada,
      'mutation ($input: SavePlaceInput!) { savePlace(input: $input) { id name kind radiusMeters location { latitude longitude } } }',
      { input },
    ).then((data) => data.savePlace);
  const location = { latitude: 59.33, longitude: 18.07 };
  const { id, ...created } = await save({ name: 'Home', location, radiusMeters: 100 });
  assert.deepEqual(created, { name: 'Home', kind: 'PERSONAL', radiusMeters: 100, location });
  assert.equal((await save({ id, name: 'Office', location, radiusMeters: 150 })).id, id);
  assert.deepEqual(
    await run(
      ada,
      `query ($id: ID!) {
         place(id: $id) { name radiusMeters }
         viewer { places { nodes { id } } }
         places(near: { latitude: 59.33, longitude: 18.06 }, withinMeters: 1000) { nodes { id } }
       }`,
      { id },
    ),
    {
      place: { name: 'Office', radiusMeters: 150 },
      viewer: { places: { nodes: [{ id }] } },
      places: { nodes: [{ id }] },
    },
  );
  assert.deepEqual(await run(ada, 'mutation ($id: ID!) { removePlace(id: $id) }', { id }), {
    removePlace: id,
  });
  assert.deepEqual(await run(ada, 'query ($id: ID!) { place(id: $id) { id } }', { id }), { place: null });
});

test('a mutation sees what the one before it in the same operation did', async () => {
  const list = 'updateProfile(input: {}) { places { nodes { name } } devices { name } }';
  const data = await run(
    { userId: 'carol' },
    `mutation {
       registerUser(input: { email: "carol@example.com", displayName: "Carol" }) { id }
       before: ${list}
       savePlace(input: { name: "Home", location: { latitude: 1, longitude: 1 }, radiusMeters: 50 }) { id }
       registerDevice(input: { platform: ANDROID, name: "Phone", pushHandle: "x" }) { id }
       after: ${list}
     }`,
  );
  assert.deepEqual(data.before, { places: { nodes: [] }, devices: [] });
  assert.deepEqual(data.after, { places: { nodes: [{ name: 'Home' }] }, devices: [{ name: 'Phone' }] });
});

test('an operator finds users, and how many there are', async () => {
  const { users } = await run(
    olga,
    '{ users(search: "lind") { totalCount nodes { id } edges { cursor } pageInfo { hasNextPage endCursor } } }',
  );
  assert.equal(users.totalCount, 1);
  assert.deepEqual(users.nodes, [{ id: 'ada' }]);
  assert.deepEqual(users.pageInfo, { hasNextPage: false, endCursor: users.edges[0].cursor });
});

test('what is unique is said to be taken, by code', async () => {
  const codesOf = async (userId: string, query: string) =>
    (await accounts.execute({ userId }, query)).errors?.map(({ extensions }) => extensions.code);
  const register = (email: string) =>
    `mutation { registerUser(input: { email: "${email}", displayName: "B" }) { id } }`;
  assert.deepEqual(await codesOf('bob', register('ADA@example.com')), ['EMAIL_TAKEN']);
  assert.deepEqual(await codesOf('ada', register('new@example.com')), ['ALREADY_REGISTERED']);
  await run({ userId: 'bob' }, register('bob@example.com'));
  const rename = 'mutation { updateProfile(input: { email: "Ada@example.com" }) { id } }';
  assert.deepEqual(await codesOf('bob', rename), ['EMAIL_TAKEN']);
});

test('what needs an account says so, and what is not there is not found', async () => {
  const codeOf = async (userId: string, mutation: string) =>
    (await accounts.execute({ userId }, `mutation { ${mutation} }`)).errors?.[0]?.extensions.code;
  const place = '{ name: "X", location: { latitude: 0, longitude: 0 }, radiusMeters: 50';
  assert.equal(await codeOf('eve', 'updateProfile(input: { displayName: "Eve" }) { id }'), 'NOT_REGISTERED');
  assert.equal(
    await codeOf('eve', 'updateNotificationPreferences(input: { pushEnabled: true }) { id }'),
    'NOT_REGISTERED',
  );
  assert.equal(
    await codeOf('eve', 'registerDevice(input: { platform: IOS, name: "X", pushHandle: "x" }) { id }'),
    'NOT_REGISTERED',
  );
  assert.equal(await codeOf('eve', `savePlace(input: ${place} }) { id }`), 'NOT_REGISTERED');
  assert.equal(await codeOf('ada', `savePlace(input: ${place}, id: "none" }) { id }`), 'PLACE_NOT_FOUND');
  assert.equal(await codeOf('ada', 'removePlace(id: "none")'), 'PLACE_NOT_FOUND');
  assert.equal(await codeOf('ada', 'removeDevice(id: "none")'), 'DEVICE_NOT_FOUND');
});

test('an operator reads how everybody wants to be told', async () => {
  const { users } = await run(
    olga,
    '{ users { nodes { id notificationPreferences { pushEnabled minSeverity quietHours { start end policy } } } } }',
  );
  assert.deepEqual(users.nodes[0], {
    id: 'ada',
    notificationPreferences: { pushEnabled: false, minSeverity: 'WARNING', quietHours: null },
  });
});
