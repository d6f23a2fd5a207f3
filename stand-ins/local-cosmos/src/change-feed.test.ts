import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  type ChangeFeedIteratorOptions,
  ChangeFeedStartFrom,
  type Container,
  StatusCodes,
} from '@azure/cosmos';
import { needsLocal, openTestAccount, type TestAccount } from './test-support/open-test-account.ts';

describe('the change feed', () => {
  let clock = Date.parse('2024-01-01T00:00:00Z');
  let account: TestAccount;
  before(async () => {
    account = await openTestAccount({ now: () => clock });
  });
  after(() => account[Symbol.asyncDispose]());

  /** Reads pages until there is nothing new. */
  async function drain(container: Container, options: ChangeFeedIteratorOptions) {
    const iterator = container.items.getChangeFeedIterator(options);
    const ids: string[] = [];
    const pageSizes: number[] = [];
    for (;;) {
      const page = await iterator.readNext();
      if (page.statusCode === StatusCodes.NotModified)
        return { ids, pageSizes, token: page.continuationToken, iterator };
      ids.push(...page.result.map((document: { id: string }) => document.id));
      pageSizes.push(page.count);
    }
  }
  const fromBeginning = { changeFeedStartFrom: ChangeFeedStartFrom.Beginning() };

  it('gives documents in the order of their last writes, each once in its latest version', async () => {
    const container = await account.createContainer();
    for (const id of ['a', 'b', 'c']) await container.items.create({ id, owner: id, n: 1 });
    await container.items.upsert({ id: 'a', owner: 'a', n: 2 });
    await container.item('b', 'b').delete();
    const { ids } = await drain(container, fromBeginning);
    assert.deepEqual(ids, ['c', 'a']);
  });

  it('goes on with one iterator, page by page, and says when there is nothing new', async () => {
    const container = await account.createContainer();
    for (let n = 0; n < 5; n += 1) await container.items.create({ id: `${n}`, owner: 'o' });
    const { ids, pageSizes, iterator } = await drain(container, { ...fromBeginning, maxItemCount: 2 });
    assert.deepEqual(
      [ids, pageSizes],
      [
        ['0', '1', '2', '3', '4'],
        [2, 2, 1],
      ],
    );
    await container.items.create({ id: 'later', owner: 'o' });
    const next = await iterator.readNext();
    assert.deepEqual([next.statusCode, next.result.map(({ id }) => id)], [200, ['later']]);
    assert.equal((await iterator.readNext()).statusCode, StatusCodes.NotModified);
  });

  it('goes on from a token', async () => {
    const container = await account.createContainer();
    await container.items.create({ id: 'before', owner: 'o' });
    const { token } = await drain(container, fromBeginning);
    await container.items.create({ id: 'after', owner: 'o' });
    const { ids } = await drain(container, { changeFeedStartFrom: ChangeFeedStartFrom.Continuation(token) });
    assert.deepEqual(ids, ['after']);
  });

  it('begins now', async () => {
    const container = await account.createContainer();
    await container.items.create({ id: 'before', owner: 'o' });
    const { ids, iterator } = await drain(container, { changeFeedStartFrom: ChangeFeedStartFrom.Now() });
    assert.deepEqual(ids, []);
    await container.items.create({ id: 'after', owner: 'o' });
    assert.deepEqual(
      (await iterator.readNext()).result.map(({ id }) => id),
      ['after'],
    );
  });

  it('begins at a time', { skip: needsLocal }, async () => {
    const container = await account.createContainer();
    await container.items.create({ id: 'before', owner: 'o' });
    clock += 60_000;
    const start = new Date(clock);
    await container.items.create({ id: 'after', owner: 'o' });
    const { ids } = await drain(container, { changeFeedStartFrom: ChangeFeedStartFrom.Time(start) });
    assert.deepEqual(ids, ['after']);
  });

  it('is read for one partition alone', async () => {
    const container = await account.createContainer();
    for (const id of ['1', '2', '3'])
      await container.items.create({ id, owner: id === '2' ? 'even' : 'odd' });
    const { ids, token } = await drain(container, {
      changeFeedStartFrom: ChangeFeedStartFrom.Beginning('odd'),
    });
    assert.deepEqual(ids, ['1', '3']);
    await container.items.create({ id: '4', owner: 'even' });
    await container.items.create({ id: '5', owner: 'odd' });
    const later = await drain(container, { changeFeedStartFrom: ChangeFeedStartFrom.Continuation(token) });
    assert.deepEqual(later.ids, ['5']);
  });

  it('is read by the feed ranges of the container', async () => {
    const container = await account.createContainer();
    for (const id of ['1', '2']) await container.items.create({ id, owner: id });
    const ids: string[] = [];
    for (const range of await container.getFeedRanges())
      ids.push(
        ...(await drain(container, { changeFeedStartFrom: ChangeFeedStartFrom.Beginning(range) })).ids,
      );
    assert.deepEqual(ids.sort(), ['1', '2']);
  });

  it('has all of a batch or nothing of it', async () => {
    const container = await account.createContainer();
    const create = (id: string) => ({ operationType: 'Create' as const, resourceBody: { id, owner: 'o' } });
    await container.items.batch([create('a'), create('a')], 'o');
    assert.deepEqual((await drain(container, fromBeginning)).ids, []);
    await container.items.batch([create('a'), create('b')], 'o');
    assert.deepEqual((await drain(container, fromBeginning)).ids, ['a', 'b']);
  });
});
