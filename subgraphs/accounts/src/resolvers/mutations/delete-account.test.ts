import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startTestAccounts, type TestAccounts } from '../../test-support/start-test-accounts.ts';

const ada = { userId: 'ada' };
const service = { userId: 'functions', roles: ['notifier'] };

describe('the deletion of an account', () => {
  let accounts: TestAccounts;
  before(async () => {
    accounts = await startTestAccounts();
  });
  after(() => accounts[Symbol.asyncDispose]());

  const register = () =>
    accounts.execute(
      ada,
      'mutation { registerUser(input: { email: "ada@example.org", displayName: "Ada" }) { id } }',
    );

  it('removes the user, devices and places at once, and notes that the rest is to be erased', async () => {
    assert.equal((await register()).errors, undefined);
    await accounts.execute(
      ada,
      'mutation { savePlace(input: { name: "Home", location: { latitude: 1, longitude: 2 }, radiusMeters: 50 }) { id } }',
    );
    const { data } = await accounts.execute(ada, 'mutation { deleteAccount }');
    assert.deepEqual(data, { deleteAccount: 'ada' });
    assert.equal(await accounts.database.user.count({ where: { id: 'ada' } }), 0);
    assert.equal(await accounts.database.place.count({ where: { ownerId: 'ada' } }), 0);
    const pending = await accounts.execute(service, '{ pendingErasures }');
    assert.deepEqual(pending.data, { pendingErasures: ['ada'] });
  });

  it('lets nobody come back before everything is erased', async () => {
    assert.equal((await register()).errors?.[0]?.extensions.code, 'ERASURE_UNDER_WAY');
    const done = await accounts.execute(service, 'mutation { completeErasure(userId: "ada") }');
    assert.deepEqual(done.data, { completeErasure: true });
    assert.deepEqual((await accounts.execute(service, '{ pendingErasures }')).data, { pendingErasures: [] });
    assert.equal((await register()).errors, undefined);
  });

  it('is for those who have an account, and its end for services alone', async () => {
    const code = async (caller: { userId: string }, query: string) =>
      (await accounts.execute(caller, query)).errors?.[0]?.extensions.code;
    assert.equal(await code({ userId: 'nobody' }, 'mutation { deleteAccount }'), 'NOT_REGISTERED');
    assert.equal(await code(ada, '{ pendingErasures }'), 'FORBIDDEN');
    assert.equal(await code(ada, 'mutation { completeErasure(userId: "ada") }'), 'FORBIDDEN');
  });
});
