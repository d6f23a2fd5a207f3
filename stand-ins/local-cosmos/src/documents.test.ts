import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Container } from '@azure/cosmos';
import { answers } from './test-support/answers.ts';
import { openTestAccount, type TestAccount } from './test-support/open-test-account.ts';

describe('documents', () => {
  let account: TestAccount;
  let container: Container;
  before(async () => {
    account = await openTestAccount();
    container = await account.createContainer();
  });
  after(() => account[Symbol.asyncDispose]());

  it('creates a document and reads it by id and partition', async () => {
    const created = await container.items.create({
      id: 'created',
      owner: 'anna',
      nested: { list: [1, null, 'ü€😀'] },
    });
    assert.equal(created.statusCode, 201);
    assert.ok(created.requestCharge > 0);
    const { resource, statusCode, etag } = await container.item('created', 'anna').read();
    assert.equal(statusCode, 200);
    assert.deepEqual(resource.nested, { list: [1, null, 'ü€😀'] });
    assert.equal(etag, resource._etag);
    assert.ok(resource._rid && resource._self && Number.isInteger(resource._ts));
  });

  it('gives a document without an id one', async () => {
    const { resource } = await container.items.create<{ id?: string; owner: string }>({ owner: 'anna' });
    assert.match(resource?.id ?? '', /^[0-9a-f-]{36}$/);
  });

  it('refuses to create what is there', async () => {
    await container.items.create({ id: 'twice', owner: 'anna' });
    await assert.rejects(container.items.create({ id: 'twice', owner: 'anna' }), answers(409));
  });

  it('keeps documents of one id in several partitions apart', async () => {
    for (const owner of ['x', 'y', 1, true, null]) await container.items.create({ id: 'same', owner });
    for (const owner of ['x', 'y', 1, true, null]) {
      const { resource } = await container.item('same', owner).read();
      assert.equal(resource.owner, owner);
    }
    assert.equal((await container.item('same', 'z').read()).statusCode, 404);
  });

  it('keeps documents without a partition key value in a partition of their own', async () => {
    await container.items.create({ id: 'ownerless' });
    const { resource } = await container.item('ownerless', undefined).read();
    assert.equal(resource.id, 'ownerless');
  });

  it('answers a read of nothing with 404 and no resource', async () => {
    const { statusCode, resource } = await container.item('nothing', 'anna').read();
    assert.deepEqual([statusCode, resource], [404, undefined]);
  });

  it('upserts: creates, then replaces', async () => {
    const first = await container.items.upsert({ id: 'upserted', owner: 'anna', n: 1, gone: true });
    const second = await container.items.upsert({ id: 'upserted', owner: 'anna', n: 2 });
    assert.deepEqual([first.statusCode, second.statusCode], [201, 200]);
    const { resource } = await container.item('upserted', 'anna').read();
    assert.equal(resource.n, 2);
    assert.equal('gone' in resource, false);
  });

  it('replaces and deletes what is there only', async () => {
    const item = container.item('replaced', 'anna');
    await assert.rejects(item.replace({ id: 'replaced', owner: 'anna' }), answers(404));
    await container.items.create({ id: 'replaced', owner: 'anna', n: 1 });
    assert.equal((await item.replace({ id: 'replaced', owner: 'anna', n: 2 })).resource?.['n'], 2);
    assert.equal((await item.delete()).statusCode, 204);
    await assert.rejects(item.delete(), answers(404));
  });

  it('writes on condition of an ETag and answers 412 when it is another', async () => {
    const { resource } = await container.items.create({ id: 'guarded', owner: 'anna', n: 1 });
    const item = container.item('guarded', 'anna');
    const accessCondition = { type: 'IfMatch', condition: resource?._etag as string };
    const next = { id: 'guarded', owner: 'anna', n: 2 };
    assert.equal((await item.replace(next, { accessCondition })).statusCode, 200);
    await assert.rejects(item.replace(next, { accessCondition }), answers(412));
    await assert.rejects(item.delete({ accessCondition }), answers(412));
    await assert.rejects(container.items.upsert(next, { accessCondition }), answers(412));
    assert.equal((await item.read()).resource.n, 2);
  });

  it('answers 304 to a read on condition that nothing has changed', async () => {
    const { resource } = await container.items.create({ id: 'cached', owner: 'anna' });
    const condition = { type: 'IfNoneMatch', condition: resource?._etag as string };
    const unchanged = await container.item('cached', 'anna').read({ accessCondition: condition });
    assert.equal(unchanged.statusCode, 304);
    await container.items.upsert({ id: 'cached', owner: 'anna', n: 1 });
    const changed = await container.item('cached', 'anna').read({ accessCondition: condition });
    assert.deepEqual([changed.statusCode, changed.resource.n], [200, 1]);
  });

  it('finds documents whatever their ids are made of', async () => {
    for (const id of ['with space', 'Größe', 'a+b&c=d', '100%', "it's", '@!$()*,;:']) {
      await container.items.create({ id, owner: 'odd' });
      assert.equal((await container.item(id, 'odd').read()).resource?.id, id);
    }
  });

  it('refuses a second document with the same unique key in a partition', async () => {
    const unique = await account.createContainer({
      uniqueKeyPolicy: { uniqueKeys: [{ paths: ['/email'] }, { paths: ['/name/first', '/name/last'] }] },
    });
    const anna = { id: '1', owner: 'a', email: 'anna@example.com', name: { first: 'Anna', last: 'A' } };
    await unique.items.create(anna);
    const other = { ...anna, id: '2', email: 'other@example.com', name: { first: 'Anna', last: 'B' } };
    await assert.rejects(unique.items.create({ ...other, email: anna.email }), answers(409, /Unique index/));
    await assert.rejects(unique.items.create({ ...other, name: anna.name }), answers(409, /Unique index/));
    await unique.items.create(other);
    await unique.items.create({ ...anna, owner: 'b' });
  });

  it('tells documents of hierarchical partition keys apart and queries by the first levels', async () => {
    const tenants = await account.createContainer({
      partitionKey: { paths: ['/tenant', '/user'], kind: 'MultiHash' as never, version: 2 },
    });
    for (const [tenant, user] of [
      ['t', 'u'],
      ['t', 'v'],
      ['t2', 'u'],
    ])
      await tenants.items.create({ id: '1', tenant, user });
    assert.equal((await tenants.item('1', ['t', 'v']).read()).resource.user, 'v');
    const { resources } = await tenants.items
      .query('SELECT VALUE c.user FROM c', { partitionKey: ['t'] as never })
      .fetchAll();
    assert.deepEqual(resources.sort(), ['u', 'v']);
  });
});
