import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ChangeFeedMode, ChangeFeedStartFrom, type Container, StatusCodes } from '@azure/cosmos';
import { answers } from './test-support/answers.ts';
import { needsLocal, openTestAccount, type TestAccount } from './test-support/open-test-account.ts';

interface Change {
  current?: { n: number };
  previous?: { n: number };
  metadata: { operationType: string; lsn: number; previousImageLSN: number; timeToLiveExpired?: boolean };
}

describe('the change feed of all versions and deletes', () => {
  let clock = Date.parse('2024-01-01T00:00:00Z');
  let account: TestAccount;
  before(async () => {
    account = await openTestAccount({ now: () => clock });
  });
  after(() => account[Symbol.asyncDispose]());

  async function begin(container: Container, maxItemCount = 100) {
    const iterator = container.items.getChangeFeedIterator({
      changeFeedStartFrom: ChangeFeedStartFrom.Now(),
      changeFeedMode: ChangeFeedMode.AllVersionsAndDeletes,
      maxItemCount,
    });
    assert.equal((await iterator.readNext()).statusCode, StatusCodes.NotModified);
    return async () => {
      const changes: Change[] = [];
      for (;;) {
        const page = await iterator.readNext();
        if (page.statusCode === StatusCodes.NotModified) return changes;
        changes.push(...(page.result as unknown as Change[]));
      }
    };
  }

  it('gives each write in order, with what was there before, page by page', async () => {
    const container = await account.createContainer();
    await container.items.create({ id: 'a', owner: 'o', n: 0 });
    const readOn = await begin(container, 2);
    await container.items.upsert({ id: 'a', owner: 'o', n: 1 });
    await container.items.upsert({ id: 'a', owner: 'o', n: 2 });
    await container.items.create({ id: 'b', owner: 'o', n: 3 });
    await container.item('a', 'o').delete();
    const changes = await readOn();
    assert.deepEqual(
      changes.map(({ metadata, current, previous }) => [metadata.operationType, current?.n, previous?.n]),
      [
        ['replace', 1, 0],
        ['replace', 2, 1],
        ['create', 3, undefined],
        ['delete', undefined, 2],
      ],
    );
    assert.equal(changes[1]?.metadata.previousImageLSN, changes[0]?.metadata.lsn);
    assert.deepEqual(await readOn(), []);
  });

  it('tells of each document of a partition that is deleted as a whole', async () => {
    const container = await account.createContainer();
    for (const id of ['1', '2', '3'])
      await container.items.create({ id, owner: id === '3' ? 'kept' : 'gone' });
    const readOn = await begin(container);
    await container.deleteAllItemsForPartitionKey('gone');
    assert.deepEqual(
      (await readOn()).map(({ metadata }) => metadata.operationType),
      ['delete', 'delete'],
    );
    const { resources } = await container.items.readAll<{ id: string }>().fetchAll();
    assert.deepEqual(
      resources.map(({ id }) => id),
      ['3'],
    );
  });

  it('tells of what expires', { skip: needsLocal }, async () => {
    const container = await account.createContainer({ defaultTtl: 60 });
    await container.items.create({ id: 'a', owner: 'o', n: 0 });
    const readOn = await begin(container);
    clock += 61_000;
    const [change, ...others] = await readOn();
    assert.deepEqual(
      [
        change?.metadata.operationType,
        change?.metadata.timeToLiveExpired,
        change?.previous?.n,
        others.length,
      ],
      ['delete', true, 0, 0],
    );
  });

  it('has nothing of what a batch did not do', async () => {
    const container = await account.createContainer();
    const readOn = await begin(container);
    const create = { operationType: 'Create' as const, resourceBody: { id: 'a', owner: 'o' } };
    await container.items.batch([create, create], 'o');
    assert.deepEqual(await readOn(), []);
  });

  it('begins now alone', async () => {
    const container = await account.createContainer();
    const fromBeginning = () =>
      container.items
        .getChangeFeedIterator({
          changeFeedStartFrom: ChangeFeedStartFrom.Time(new Date(0)),
          changeFeedMode: ChangeFeedMode.AllVersionsAndDeletes,
        })
        .readNext();
    await assert.rejects(fromBeginning(), answers(400, /from now on/));
  });
});
