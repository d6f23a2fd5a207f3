import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ChangeFeedStartFrom, type Container } from '@azure/cosmos';
import { answers } from './test-support/answers.ts';
import { needsLocal, openTestAccount, type TestAccount } from './test-support/open-test-account.ts';

describe('time to live', { skip: needsLocal }, () => {
  let clock = Date.parse('2024-01-01T00:00:00Z');
  let account: TestAccount;
  before(async () => {
    account = await openTestAccount({ now: () => clock });
  });
  after(() => account[Symbol.asyncDispose]());

  const pass = (seconds: number) => {
    clock += seconds * 1000;
  };
  const ids = async (container: Container) =>
    (await container.items.query('SELECT VALUE c.id FROM c ORDER BY c.id').fetchAll()).resources;

  it('expires documents by the default of the container, by their own, or never', async () => {
    const container = await account.createContainer({ defaultTtl: 10 });
    await container.items.create({ id: 'default', owner: 'o' });
    await container.items.create({ id: 'longer', owner: 'o', ttl: 20 });
    await container.items.create({ id: 'never', owner: 'o', ttl: -1 });
    pass(9);
    assert.deepEqual(await ids(container), ['default', 'longer', 'never']);
    pass(1);
    assert.deepEqual(await ids(container), ['longer', 'never']);
    assert.equal((await container.item('default', 'o').read()).statusCode, 404);
    pass(10);
    assert.deepEqual(await ids(container), ['never']);
  });

  it('counts from the last write', async () => {
    const container = await account.createContainer({ defaultTtl: 10 });
    await container.items.create({ id: 'a', owner: 'o' });
    pass(8);
    await container.items.upsert({ id: 'a', owner: 'o' });
    pass(8);
    assert.deepEqual(await ids(container), ['a']);
  });

  it('frees the id and the unique keys', async () => {
    const container = await account.createContainer({
      defaultTtl: 10,
      uniqueKeyPolicy: { uniqueKeys: [{ paths: ['/email'] }] },
    });
    await container.items.create({ id: 'a', owner: 'o', email: 'x' });
    pass(10);
    await assert.rejects(container.item('a', 'o').replace({ id: 'a', owner: 'o' }), answers(404));
    assert.equal((await container.items.upsert({ id: 'a', owner: 'o', email: 'x' })).statusCode, 201);
  });

  it('is off where the container does not say, and on with -1 for documents that do', async () => {
    const off = await account.createContainer();
    const on = await account.createContainer({ defaultTtl: -1 });
    for (const container of [off, on]) {
      await container.items.create({ id: 'short', owner: 'o', ttl: 1 });
      await container.items.create({ id: 'plain', owner: 'o' });
    }
    pass(100);
    assert.deepEqual(await ids(off), ['plain', 'short']);
    assert.deepEqual(await ids(on), ['plain']);
  });

  it('keeps the expired out of the change feed', async () => {
    const container = await account.createContainer({ defaultTtl: 10 });
    await container.items.create({ id: 'old', owner: 'o' });
    pass(10);
    await container.items.create({ id: 'new', owner: 'o' });
    const iterator = container.items.getChangeFeedIterator({
      changeFeedStartFrom: ChangeFeedStartFrom.Beginning(),
    });
    assert.deepEqual(
      (await iterator.readNext()).result.map(({ id }) => id),
      ['new'],
    );
  });

  it('refuses a time that is none', async () => {
    const container = await account.createContainer({ defaultTtl: 10 });
    for (const ttl of [0, -2, 1.5])
      await assert.rejects(container.items.create({ id: 'a', owner: 'o', ttl }), answers(400, /ttl/));
  });
});
