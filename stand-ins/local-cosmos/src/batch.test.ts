import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Container, OperationInput } from '@azure/cosmos';
import { openTestAccount, type TestAccount } from './test-support/open-test-account.ts';

describe('batches', () => {
  let account: TestAccount;
  let container: Container;
  before(async () => {
    account = await openTestAccount();
    container = await account.createContainer();
  });
  after(() => account[Symbol.asyncDispose]());

  const create = (id: string, owner: string): OperationInput => ({
    operationType: 'Create',
    resourceBody: { id, owner },
  });

  it('carries out all kinds of operations as one', async () => {
    await container.items.create({ id: 'old', owner: 'all', n: 1 });
    await container.items.create({ id: 'doomed', owner: 'all' });
    const { code, result } = await container.items.batch(
      [
        create('new', 'all'),
        { operationType: 'Upsert', resourceBody: { id: 'upserted', owner: 'all' } },
        { operationType: 'Replace', id: 'old', resourceBody: { id: 'old', owner: 'all', n: 2 } },
        {
          operationType: 'Patch',
          id: 'old',
          resourceBody: { operations: [{ op: 'incr', path: '/n', value: 1 }] },
        },
        { operationType: 'Read', id: 'old' },
        { operationType: 'Delete', id: 'doomed' },
      ],
      'all',
    );
    assert.equal(code, 200);
    assert.deepEqual(
      result?.map(({ statusCode }) => statusCode),
      [201, 201, 200, 200, 200, 204],
    );
    assert.equal(result?.[4]?.resourceBody?.['n'], 3);
    assert.ok(result?.[0]?.eTag);
  });

  it('does nothing when one operation fails, and says which', async () => {
    await container.items.create({ id: 'taken', owner: 'none' });
    const { code, result } = await container.items.batch(
      [create('first', 'none'), create('taken', 'none'), create('third', 'none')],
      'none',
    );
    assert.equal(code, 207);
    assert.deepEqual(
      result?.map(({ statusCode }) => statusCode),
      [424, 409, 424],
    );
    const { resources } = await container.items
      .query('SELECT VALUE c.id FROM c', { partitionKey: 'none' })
      .fetchAll();
    assert.deepEqual(resources, ['taken']);
  });

  it('honours the ETag of an operation', async () => {
    const { resource } = await container.items.create({ id: 'guarded', owner: 'etag' });
    const replace = (ifMatch: string): OperationInput => ({
      operationType: 'Replace',
      id: 'guarded',
      ifMatch,
      resourceBody: { id: 'guarded', owner: 'etag' },
    });
    const other = await container.items.batch([replace('"other"')], 'etag');
    assert.deepEqual([other.code, other.result?.[0]?.statusCode], [207, 412]);
    const same = await container.items.batch([replace(resource?._etag as string)], 'etag');
    assert.equal(same.code, 200);
  });

  it('takes a hundred operations', async () => {
    const operations = Array.from({ length: 100 }, (_, index) => create(`n${index}`, 'hundred'));
    const { code, result } = await container.items.batch(operations, 'hundred');
    assert.deepEqual([code, result?.length], [200, 100]);
  });

  it('is refused as a whole for a document of another partition', async () => {
    const { code, result } = await container.items.batch([create('a', 'here'), create('b', 'there')], 'here');
    assert.equal(code, 207);
    assert.deepEqual(
      result?.map(({ statusCode }) => statusCode),
      [424, 400],
    );
  });

  it('in bulk lets each operation stand for itself', async () => {
    await container.items.create({ id: 'taken', owner: 'bulk' });
    const results = await container.items.executeBulkOperations([
      { operationType: 'Create', partitionKey: 'bulk', resourceBody: { id: 'taken', owner: 'bulk' } },
      { operationType: 'Create', partitionKey: 'bulk', resourceBody: { id: 'free', owner: 'bulk' } },
      { operationType: 'Upsert', partitionKey: 'bulk2', resourceBody: { id: 'free', owner: 'bulk2' } },
      { operationType: 'Delete', partitionKey: 'bulk', id: 'missing' },
    ]);
    assert.deepEqual(
      results.map(({ response, error }) => response?.statusCode ?? error?.code),
      [409, 201, 201, 404],
    );
  });

  it('in bulk takes many hundreds of operations', async () => {
    const operations = Array.from({ length: 450 }, (_, index) => ({
      operationType: 'Create' as const,
      partitionKey: `many${index % 7}`,
      resourceBody: { id: `m${index}`, owner: `many${index % 7}` },
    }));
    const results = await container.items.executeBulkOperations(operations);
    assert.ok(results.every(({ response }) => response?.statusCode === 201));
    const { resources } = await container.items
      .query("SELECT VALUE COUNT(1) FROM c WHERE STARTSWITH(c.owner, 'many')")
      .fetchAll();
    assert.deepEqual(resources, [450]);
  });
});
