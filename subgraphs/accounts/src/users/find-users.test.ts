import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { createTestDatabase, type TestDatabase } from '../test-support/create-test-database.ts';
import { countUsers, findUsers } from './find-users.ts';

let store: TestDatabase;
before(async () => {
  store = await createTestDatabase();
});
after(() => store[Symbol.asyncDispose]());
beforeEach(() => store.database.user.deleteMany());

async function createUsers(users: readonly { displayName: string; email?: string }[]) {
  const data = users.map(({ displayName, email }, index) => ({
    id: `user-${index}`,
    displayName,
    email: email ?? `mail-${index}@example.com`,
  }));
  await store.database.user.createMany({ data });
  return data;
}

async function find(search: string) {
  const { nodes } = await findUsers(store.database, search, { first: 100, after: null });
  assert.equal(await countUsers(store.database, search), nodes.length);
  return nodes.map(({ displayName }) => displayName);
}

async function readPages(search: string, first: number) {
  const pages: string[][] = [];
  let after: string | null = null;
  do {
    const { nodes, pageInfo } = await findUsers(store.database, search, { first, after });
    pages.push(nodes.map(({ id }) => id));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after);
  return pages;
}

test('pages have every user once, in order, though many share a name', async () => {
  const names = ['Ada', 'ada', 'Ädä', 'Zoë', 'Émile', 'Łukasz', '李娜', '', "O'Brien"];
  const users = await createUsers(
    Array.from({ length: 95 }, (_, index) => ({ displayName: names[index % names.length] ?? '' })),
  );
  const [all] = await readPages('', 100);
  assert.deepEqual(all?.toSorted(), users.map(({ id }) => id).toSorted());
  for (const first of [1, 7, 50, 95]) {
    const pages = await readPages('', first);
    assert.deepEqual(pages.flat(), all);
    assert(pages.slice(0, -1).every((page) => page.length === first));
  }
});

test('a user who comes or goes between two pages moves nobody else', async () => {
  await createUsers(['B', 'D', 'F', 'H'].map((displayName) => ({ displayName })));
  const { pageInfo } = await findUsers(store.database, '', { first: 2, after: null });
  await store.database.user.create({ data: { id: 'a', displayName: 'A', email: 'a@example.com' } });
  await store.database.user.delete({ where: { id: 'user-1' } });
  const rest = await findUsers(store.database, '', { first: 2, after: pageInfo.endCursor });
  assert.deepEqual(
    rest.nodes.map(({ displayName }) => displayName),
    ['F', 'H'],
  );
});

test('a search finds the beginning of any word, whatever its case and accents', async () => {
  await createUsers([
    { displayName: 'Ada Lindqvist' },
    { displayName: 'José García-López' },
    { displayName: 'Siobhán O’Connor' },
    { displayName: 'Анна Каренина' },
    { displayName: '李 娜' },
    { displayName: 'Dr.Strange' },
  ]);
  const expected: [string, string[]][] = [
    ['lind', ['Ada Lindqvist']],
    ['ADA LIN', ['Ada Lindqvist']],
    ['lin ada', ['Ada Lindqvist']],
    ['indqvist', []],
    ['jose', ['José García-López']],
    ['Lópe', ['José García-López']],
    ['garcia-lo', ['José García-López']],
    ['o’con', ['Siobhán O’Connor']],
    ['connor', ['Siobhán O’Connor']],
    ['каре', ['Анна Каренина']],
    ['李', ['李 娜']],
    ['strange', ['Dr.Strange']],
    ['ada nobody', []],
    [
      '  ',
      ['Ada Lindqvist', 'Dr.Strange', 'José García-López', 'Siobhán O’Connor', 'Анна Каренина', '李 娜'],
    ],
  ];
  for (const [search, found] of expected) assert.deepEqual(await find(search), found, search);
});

test('a search finds the beginning of the email address, and no character in it is special', async () => {
  await createUsers([
    { displayName: 'A', email: 'first.last@example.com' },
    { displayName: 'B', email: 'first_last@example.com' },
    { displayName: 'C', email: '100%@example.com' },
  ]);
  assert.deepEqual(await find('First.L'), ['A']);
  assert.deepEqual(await find('first_'), ['B']);
  assert.deepEqual(await find('100%'), ['C']);
  assert.deepEqual(await find('last'), []);
  for (const search of ["'", '\\', '%', '_', ':*', '& | !', '<->', '"); DROP TABLE users; --', '(((']) {
    assert.deepEqual(await find(search), [], search);
  }
});

test('a cursor of another list is refused', async () => {
  await assert.rejects(findUsers(store.database, '', { first: 1, after: 'nonsense' }), {
    code: 'BAD_USER_INPUT',
  });
});

test('a user has every column, as Prisma reads it', async () => {
  await createUsers([{ displayName: 'Ada' }]);
  const data = {
    minSeverity: 'WARNING',
    quietHoursPolicy: 'DROP',
    quietHoursStart: '22:00',
    quietHoursEnd: '06:00',
  };
  const stored = await store.database.user.update({ where: { id: 'user-0' }, data: data as never });
  const { nodes } = await findUsers(store.database, '', { first: 1, after: null });
  assert.deepEqual({ ...nodes[0] }, stored);
});
