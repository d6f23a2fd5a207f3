import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { maxDevicesPerUser, maxPlacesPerUser } from './errors.ts';
import {
  type GraphQLResult,
  startTestAccounts,
  type TestAccounts,
} from './test-support/start-test-accounts.ts';

let accounts: TestAccounts;
before(async () => {
  accounts = await startTestAccounts();
  await accounts.database.user.createMany({
    data: ['ada', 'bob'].map((id) => ({ id, email: `${id}@example.com`, displayName: id })),
  });
});
after(() => accounts[Symbol.asyncDispose]());

const savePlace = `mutation {
  savePlace(input: { name: "X", location: { latitude: 1, longitude: 1 }, radiusMeters: 50 }) { id }
}`;

function registerDevice(userId: string, pushHandle: string) {
  const query = 'mutation ($input: RegisterDeviceInput!) { registerDevice(input: $input) { id } }';
  return accounts.execute({ userId }, query, { input: { platform: 'IOS', name: 'Phone', pushHandle } });
}

function countCodes(results: readonly GraphQLResult[]): Record<string, number> {
  const codes = results.map(({ errors }) => errors?.[0]?.extensions.code ?? 'stored');
  return Object.fromEntries([...Map.groupBy(codes, (code) => code)].map(([code, all]) => [code, all.length]));
}

test('devices that are registered at the same time stay within the limit', async () => {
  const devices = Array.from({ length: maxDevicesPerUser + 10 }, (_, n) =>
    registerDevice('ada', `handle-${n}`),
  );
  assert.deepEqual(countCodes(await Promise.all(devices)), {
    stored: maxDevicesPerUser,
    DEVICE_LIMIT_REACHED: 10,
  });
  assert.equal(await accounts.database.device.count({ where: { userId: 'ada' } }), maxDevicesPerUser);
});

test('a device that two users fight over ends up with one of them', async () => {
  const tries = Array.from({ length: 10 }, (_, n) => registerDevice(n % 2 ? 'ada' : 'bob', 'handle-0'));
  const codes = countCodes(await Promise.all(tries));
  assert.equal(codes['INTERNAL_SERVER_ERROR'], undefined, JSON.stringify(codes));
  assert((await accounts.database.device.count({ where: { userId: 'ada' } })) <= maxDevicesPerUser);
});

test('places that are saved at the same time stay within the limit, and may still be changed', async () => {
  const left = 5;
  await accounts.database.place.createMany({
    data: Array.from({ length: maxPlacesPerUser - left }, (_, n) => ({
      id: `place-${n}`,
      ownerId: 'bob',
      name: `${n}`,
      latitude: 0,
      longitude: 0,
      radiusMeters: 50,
    })),
  });
  const saves = Array.from({ length: 20 }, () => accounts.execute({ userId: 'bob' }, savePlace));
  assert.deepEqual(countCodes(await Promise.all(saves)), { stored: left, PLACE_LIMIT_REACHED: 15 });
  const change = savePlace.replace('name:', 'id: "place-0", name:');
  assert.deepEqual(await accounts.execute({ userId: 'bob' }, change), {
    data: { savePlace: { id: 'place-0' } },
  });
});

test('who has no account adds nothing', async () => {
  const results = [await registerDevice('eve', 'x'), await accounts.execute({ userId: 'eve' }, savePlace)];
  assert.deepEqual(countCodes(results), { NOT_REGISTERED: 2 });
});
