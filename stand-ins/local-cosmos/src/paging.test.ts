import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Container, FeedOptions } from '@azure/cosmos';
import { answers } from './test-support/answers.ts';
import { openTestAccount, type TestAccount } from './test-support/open-test-account.ts';

const owned = { partitionKey: 'o' };

describe('paging', () => {
  let account: TestAccount;
  before(async () => {
    account = await openTestAccount();
  });
  after(() => account[Symbol.asyncDispose]());

  async function fill(count: number): Promise<Container> {
    const container = await account.createContainer();
    for (let n = 0; n < count; n += 1)
      await container.items.create({ id: `n${n}`, owner: 'o', n, rank: n % 3, parts: [1, 2] });
    return container;
  }

  /** All pages of a query, each asked for by the token of the one before; `between` runs after each. */
  async function pages(
    container: Container,
    query: string,
    options: FeedOptions & { between?: (page: number) => Promise<unknown> } = {},
  ): Promise<unknown[][]> {
    const { between, ...feedOptions } = options;
    const all: unknown[][] = [];
    let continuationToken: string | undefined;
    do {
      const page = await container.items
        .query(query, {
          ...owned,
          maxItemCount: 4,
          ...feedOptions,
          ...(continuationToken && { continuationToken }),
        })
        .fetchNext();
      all.push(page.resources);
      continuationToken = page.continuationToken;
      await between?.(all.length);
    } while (continuationToken);
    return all;
  }

  it('gives every document once, in pages of the wanted size', async () => {
    const container = await fill(10);
    const all = await pages(container, 'SELECT VALUE c.n FROM c');
    assert.deepEqual(
      all.map((page) => page.length),
      [4, 4, 2],
    );
    assert.deepEqual(all.flat(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('walks through the pages with one iterator, in a partition and across them', async () => {
    const container = await fill(10);
    for (const options of [
      { ...owned, maxItemCount: 3 },
      { maxItemCount: 3 },
      { maxItemCount: 3, forceQueryPlan: true },
    ]) {
      const seen: number[] = [];
      for await (const { resources } of container.items
        .query('SELECT VALUE c.n FROM c', options)
        .getAsyncIterator())
        seen.push(...(resources ?? []));
      assert.deepEqual(seen, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }
  });

  it('stays right while documents are added and removed', async () => {
    const container = await fill(10);
    const all = await pages(container, 'SELECT VALUE c.n FROM c ORDER BY c.n DESC', {
      async between(page) {
        await container.items.create({ id: `new${page}`, owner: 'o', n: 100 + page });
        await container.item(`n${page}`, 'o').delete();
      },
    });
    assert.deepEqual(all.flat(), [9, 8, 7, 6, 5, 4, 3, 2, 0]);
  });

  it('pages through equal sort keys, rows of a join, groups and distinct values', async () => {
    const container = await fill(10);
    const byRank = await pages(container, 'SELECT VALUE c.n FROM c ORDER BY c.rank');
    assert.deepEqual(byRank.flat(), [0, 3, 6, 9, 1, 4, 7, 2, 5, 8]);
    const joined = await pages(container, 'SELECT c.n, p FROM c JOIN p IN c.parts', { maxItemCount: 3 });
    assert.equal(new Set(joined.flat().map((row) => JSON.stringify(row))).size, 20);
    const groups = await pages(container, 'SELECT c.rank, COUNT(1) AS count FROM c GROUP BY c.rank', {
      maxItemCount: 2,
    });
    assert.deepEqual(groups, [
      [
        { rank: 0, count: 4 },
        { rank: 1, count: 3 },
      ],
      [{ rank: 2, count: 3 }],
    ]);
    const ranks = await pages(container, 'SELECT DISTINCT VALUE c.rank FROM c', { maxItemCount: 2 });
    assert.deepEqual(ranks, [[0, 1], [2]]);
  });

  it('counts TOP and OFFSET LIMIT over all pages', async () => {
    const container = await fill(10);
    assert.deepEqual((await pages(container, 'SELECT TOP 6 VALUE c.n FROM c')).flat(), [0, 1, 2, 3, 4, 5]);
    assert.deepEqual(
      (await pages(container, 'SELECT VALUE c.n FROM c ORDER BY c.n OFFSET 2 LIMIT 6')).flat(),
      [2, 3, 4, 5, 6, 7],
    );
  });

  it('gives sorted pages of all partitions to one iterator, and no token for them', async () => {
    const container = await fill(10);
    await container.items.create({ id: 'other', owner: 'p', n: 4.5 });
    const iterator = container.items.query('SELECT VALUE c.n FROM c ORDER BY c.n DESC', { maxItemCount: 4 });
    const seen: number[] = [];
    while (iterator.hasMoreResults()) {
      const { resources, continuationToken } = await iterator.fetchNext();
      seen.push(...(resources ?? []));
      assert.equal(continuationToken, undefined);
    }
    assert.deepEqual(seen, [9, 8, 7, 6, 5, 4.5, 4, 3, 2, 1, 0]);
  });

  it('gives a page a hundred documents where the client does not say', async () => {
    const container = await account.createContainer();
    for (let batch = 0; batch < 2; batch += 1)
      await container.items.batch(
        Array.from({ length: 75 }, (_, n) => ({
          operationType: 'Create',
          resourceBody: { id: `${batch}-${n}`, owner: 'o' },
        })),
        'o',
      );
    const page = await container.items.query('SELECT * FROM c', owned).fetchNext();
    assert.deepEqual([page.resources.length, page.hasMoreResults], [100, true]);
  });

  it('refuses a token of another query', async () => {
    const container = await fill(3);
    const { continuationToken } = await container.items
      .query('SELECT * FROM c', { ...owned, maxItemCount: 1 })
      .fetchNext();
    for (const token of [continuationToken as string, 'nonsense'])
      await assert.rejects(
        container.items.query('SELECT c.id FROM c', { ...owned, continuationToken: token }).fetchNext(),
        answers(400, /[Cc]ontinuation/),
      );
  });
});
