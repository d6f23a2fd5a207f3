import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestDatabase, type TestDatabase } from '../test-support/create-test-database.ts';
import { findPlaces } from './find-places.ts';
import { findPlacesOfOwners } from './find-places-of-owners.ts';

const names = ['Alpha', 'alpha', 'Äpfel', 'Beta', 'Gamma'];
let store: TestDatabase;
before(async () => {
  store = await createTestDatabase();
  await store.database.user.createMany({
    data: ['ada', 'bob'].map((id) => ({ id, email: `${id}@example.com`, displayName: id })),
  });
  await store.database.place.createMany({
    data: [null, 'ada', 'bob'].flatMap((ownerId) =>
      Array.from({ length: 25 }, (_, index) => ({
        id: `${ownerId}-${index}`,
        ownerId,
        name: names[index % names.length] ?? '',
        latitude: 0,
        longitude: 0,
        radiusMeters: 50,
      })),
    ),
  });
});
after(() => store[Symbol.asyncDispose]());

type ReadPage = (page: { first: number; after: string | null }) => ReturnType<typeof findPlaces>;

async function readAll(read: ReadPage, first: number) {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const { nodes, pageInfo } = await read({ first, after });
    ids.push(...nodes.map(({ id }) => id));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after);
  return ids;
}

test('pages have every store and every place of one’s own once, by name', async () => {
  const read: ReadPage = (page) => findPlaces(store.database, 'ada', page);
  const all = await readAll(read, 100);
  assert.equal(new Set(all).size, 50);
  assert(all.every((id) => !id.startsWith('bob')));
  for (const first of [1, 7, 49, 50]) assert.deepEqual(await readAll(read, first), all);
});

test('pages of several owners go on from the same place, each with its own places', async () => {
  const owners = ['bob', 'ada', 'nobody'];
  const first = await findPlacesOfOwners(store.database, owners, { first: 10, after: null });
  assert.deepEqual(
    first.map(({ nodes }) => [nodes.length, new Set(nodes.map(({ ownerId }) => ownerId)).size]),
    [
      [10, 1],
      [10, 1],
      [0, 0],
    ],
  );
  const read: ReadPage = async (page) => {
    const [found] = await findPlacesOfOwners(store.database, ['ada'], page);
    assert(found);
    return found;
  };
  assert.equal(new Set(await readAll(read, 4)).size, 25);
});
