import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startTestAccounts, type TestAccounts } from '../test-support/start-test-accounts.ts';

const service = { userId: 'functions', roles: ['notifier'] };
const ada = { userId: 'ada' };

describe('the changes of accounts', () => {
  let accounts: TestAccounts;
  before(async () => {
    accounts = await startTestAccounts();
    const { errors } = await accounts.execute(
      ada,
      'mutation { registerUser(input: { email: "ada@example.org", displayName: "Ada Lovelace" }) { id } savePlace(input: { name: "Home", location: { latitude: 1.25, longitude: 2.5 }, radiusMeters: 50 }) { id } }',
    );
    assert.equal(errors, undefined);
    const store = { id: 'store', name: 'Store', latitude: 3, longitude: 4, radiusMeters: 60 };
    await accounts.database.place.create({ data: store });
  });
  after(() => accounts[Symbol.asyncDispose]());

  async function read(of: string, after: string | null = null, first = 500) {
    const { data, errors } = await accounts.execute(
      service,
      'query ($of: AccountTable!, $after: String, $first: Int!) { accountChanges(of: $of, after: $after, first: $first) { changes { id row } continuation } }',
      { of, after, first },
    );
    assert.equal(errors, undefined);
    const { changes, continuation } = data.accountChanges;
    const rows = changes.map(({ id, row }: { id: string; row: string | null }) => [
      id,
      JSON.parse(row ?? 'null'),
    ]);
    return { rows, continuation };
  }

  it('tell users and stores, and of a place of one’s own that it is there: nothing that is personal', async () => {
    const users = await read('USERS');
    assert.deepEqual(
      users.rows.map(([id]: [string]) => id),
      ['ada'],
    );
    assert.deepEqual(Object.keys(users.rows[0][1]).sort(), [
      'createdAt',
      'locale',
      'minSeverity',
      'pushEnabled',
      'timeZone',
    ]);
    const places = await read('PLACES');
    assert.deepEqual(places.rows[0][1], { ownerId: 'ada', radiusMeters: 50 });
    const store = { ownerId: null, name: 'Store', latitude: 3, longitude: 4, radiusMeters: 60 };
    assert.deepEqual(places.rows[1], ['store', store]);
    assert.doesNotMatch(JSON.stringify([users, places]), /Lovelace|example\.org|Home|1\.25/);
  });

  it('go on where they ended, with the latest of each, page by page', async () => {
    const { continuation } = await read('PLACES');
    assert.deepEqual(await read('PLACES', continuation), { rows: [], continuation });
    await accounts.database.place.update({ where: { id: 'store' }, data: { radiusMeters: 70 } });
    await accounts.database.place.update({ where: { id: 'store' }, data: { radiusMeters: 80 } });
    const next = await read('PLACES', continuation);
    assert.deepEqual(
      next.rows.map(([id, row]: [string, { radiusMeters: number }]) => [id, row.radiusMeters]),
      [['store', 80]],
    );
    const one = await read('PLACES', null, 1);
    const two = await read('PLACES', one.continuation, 1);
    assert.deepEqual([one.rows.length, two.rows[0][0], two.continuation], [1, 'store', next.continuation]);
  });

  it('wait for a transaction that is not over, so that none of its changes is missed', async () => {
    const { continuation } = await read('PLACES');
    const update = (id: string, radiusMeters: number) => ({ where: { id }, data: { radiusMeters } });
    await accounts.database.$transaction(async (transaction) => {
      await transaction.place.update(update('store', 90));
      // Another one that begins later and is over sooner.
      await accounts.database.place.create({
        data: { id: 'later', name: 'Later', latitude: 0, longitude: 0, radiusMeters: 10 },
      });
      assert.deepEqual((await read('PLACES', continuation)).rows, []);
    });
    const ids = (await read('PLACES', continuation)).rows.map(([id]: [string]) => id);
    assert.deepEqual(ids, ['store', 'later']);
  });

  it('tell who is gone, until the erasure is done', async () => {
    await accounts.execute(ada, 'mutation { deleteAccount }');
    assert.deepEqual((await read('USERS')).rows, [['ada', null]]);
    const gone = (await read('PLACES')).rows.filter(([, row]: [string, unknown]) => row === null);
    assert.equal(gone.length, 1);
    await accounts.execute(service, 'mutation { completeErasure(userId: "ada") }');
    assert.deepEqual((await read('USERS')).rows, []);
  });

  it('refuse a position that is none', async () => {
    const { errors } = await accounts.execute(
      service,
      '{ accountChanges(of: USERS, after: "soon") { continuation } }',
    );
    assert.equal(errors?.[0]?.extensions.code, 'BAD_USER_INPUT');
  });
});
