import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestAccounts, type TestAccounts } from './test-support/start-test-accounts.ts';

const ids = Array.from({ length: 50 }, (_, index) => `user-${String(index).padStart(2, '0')}`);
const olga = { userId: 'olga', roles: ['operator'] };

let accounts: TestAccounts;
before(async () => {
  accounts = await startTestAccounts();
  const { database } = accounts;
  await database.user.createMany({
    data: ids.map((id) => ({ id, email: `${id}@example.com`, displayName: id })),
  });
  await database.device.createMany({
    data: ids.map((userId) => ({
      id: `device-${userId}`,
      userId,
      platform: 'IOS' as const,
      name: 'Phone',
      pushHandle: 'h',
    })),
  });
  await database.place.createMany({
    data: ids.flatMap((ownerId) =>
      ['a', 'b', 'c'].map((name) => ({
        id: `${name}-${ownerId}`,
        ownerId,
        name,
        latitude: 0,
        longitude: 0,
        radiusMeters: 50,
      })),
    ),
  });
});
after(() => accounts[Symbol.asyncDispose]());

const entities = (fields: string) =>
  `query ($representations: [_Any!]!) { _entities(representations: $representations) { ${fields} } }`;

async function load(typename: string, keys: readonly string[], fields: string) {
  const representations = keys.map((id) => ({ __typename: typename, id }));
  accounts.takeStatements();
  const { data, errors } = await accounts.execute(olga, entities(fields), { representations });
  assert.equal(errors, undefined, JSON.stringify(errors));
  return { found: data._entities, statements: accounts.takeStatements() };
}

test('fifty users take one statement, in the order they were asked for', async () => {
  const reversed = ids.toReversed();
  const { found, statements } = await load('User', reversed, '... on User { displayName }');
  assert.deepEqual(
    found.map((user: { displayName: string }) => user.displayName),
    reversed,
  );
  assert.equal(statements.length, 1, statements.join('\n'));
});

test('devices and two different pages of places of fifty users take one statement each', async () => {
  const { found, statements } = await load(
    'User',
    ids,
    `... on User {
       devices { id }
       places(first: 2) { nodes { name } pageInfo { hasNextPage } }
       first: places(first: 1) { nodes { id } }
     }`,
  );
  assert.deepEqual(found[7], {
    devices: [{ id: 'device-user-07' }],
    places: { nodes: [{ name: 'a' }, { name: 'b' }], pageInfo: { hasNextPage: true } },
    first: { nodes: [{ id: 'a-user-07' }] },
  });
  assert.equal(statements.length, 4, statements.join('\n'));
});

test('fifty places, and fifty devices, take one statement', async () => {
  const places = await load(
    'Place',
    ids.map((id) => `a-${id}`),
    '... on Place { id }',
  );
  assert.equal(places.found[49].id, 'a-user-49');
  assert.equal(places.statements.length, 1);
  const devices = await load(
    'Device',
    ids.map((id) => `device-${id}`),
    '... on Device { id }',
  );
  assert.equal(devices.found[49].id, 'device-user-49');
  assert.equal(devices.statements.length, 1);
});

test('the devices and places of a page of users take a statement each, however many users', async () => {
  accounts.takeStatements();
  const { data } = await accounts.execute(
    olga,
    '{ users(first: 50) { nodes { devices { id } places { nodes { id } } } } }',
  );
  assert.equal(data.users.nodes.length, 50);
  assert.equal(accounts.takeStatements().length, 3);
});

test('the number of users is counted only when it is asked for', async () => {
  await accounts.execute(olga, '{ users { nodes { id } } }');
  const without = accounts.takeStatements().length;
  const { data } = await accounts.execute(olga, '{ users(first: 1) { totalCount } }');
  assert.equal(data.users.totalCount, 50);
  assert.equal(accounts.takeStatements().length, without + 1);
});
