import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { demoUsers } from '@headgate/dev/demo-users.ts';
import { createUsers } from '../../../prisma/seed/create-users.ts';
import { seedDatabase } from '../../../prisma/seed/seed-database.ts';
import { createTestDatabase, type TestDatabase } from './test-support/create-test-database.ts';

let store: TestDatabase;
before(async () => {
  store = await createTestDatabase();
});
after(() => store[Symbol.asyncDispose]());

test('the seed has a thousand users, each with a name and an address of their own', () => {
  const users = createUsers();
  assert.equal(users.length, 1_000);
  assert.equal(new Set(users.map(({ email }) => email)).size, 1_000);
  assert.equal(new Set(users.map(({ displayName }) => displayName)).size, 1_000);
  assert.deepEqual(users, createUsers());
});

test('seeding again adds nothing and changes nothing', async () => {
  assert.deepEqual(await seedDatabase(store.database), { users: 1_000, stores: 500 });
  await store.database.user.update({ where: { id: 'ada' }, data: { displayName: 'Countess' } });
  const read = () =>
    Promise.all([
      store.database.user.findMany({ orderBy: { id: 'asc' } }),
      store.database.place.findMany({ orderBy: { id: 'asc' } }),
    ]);
  const before = await read();
  assert.deepEqual(await seedDatabase(store.database), { users: 1_000, stores: 500 });
  assert.deepEqual(await read(), before);
});

test('the demo users have accounts, and Berlin has a store', async () => {
  for (const { id, email } of demoUsers) {
    assert.equal((await store.database.user.findUnique({ where: { id } }))?.email, email);
  }
  const berlin = await store.database.place.findFirst({ where: { name: 'Headgate Berlin' } });
  assert.equal(berlin?.ownerId, null);
  assert.deepEqual([Math.round(berlin?.latitude ?? 0), Math.round(berlin?.longitude ?? 0)], [53, 13]);
});
