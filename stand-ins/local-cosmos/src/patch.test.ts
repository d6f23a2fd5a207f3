import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Container, PatchRequestBody } from '@azure/cosmos';
import { answers } from './test-support/answers.ts';
import { openTestAccount, type TestAccount } from './test-support/open-test-account.ts';

describe('patch', () => {
  let account: TestAccount;
  let container: Container;
  before(async () => {
    account = await openTestAccount();
    container = await account.createContainer();
  });
  after(() => account[Symbol.asyncDispose]());
  beforeEach(() =>
    container.items.upsert({ id: 'a', owner: 'o', n: 1, tags: ['x', 'z'], nested: { deep: { old: true } } }),
  );

  const patch = (body: PatchRequestBody) => container.item('a', 'o').patch(body);

  it('adds, sets, replaces, removes, increments and moves', async () => {
    const { resource, statusCode } = await patch([
      { op: 'add', path: '/tags/1', value: 'y' },
      { op: 'add', path: '/tags/-', value: 'end' },
      { op: 'set', path: '/nested/fresh', value: { a: 1 } },
      { op: 'replace', path: '/nested/deep', value: 'new' },
      { op: 'incr', path: '/n', value: 2.5 },
      { op: 'incr', path: '/count', value: 1 },
      { op: 'remove', path: '/tags/0' },
      { op: 'move', from: '/nested/fresh', path: '/moved' } as never,
    ]);
    assert.equal(statusCode, 200);
    assert.deepEqual(
      {
        n: resource.n,
        count: resource.count,
        tags: resource.tags,
        nested: resource.nested,
        moved: resource.moved,
      },
      { n: 3.5, count: 1, tags: ['y', 'z', 'end'], nested: { deep: 'new' }, moved: { a: 1 } },
    );
  });

  it('applies all operations or none', async () => {
    await assert.rejects(
      patch([
        { op: 'set', path: '/n', value: 100 },
        { op: 'replace', path: '/missing', value: 1 },
      ]),
      answers(400, /Operation\(2\).*missing/),
    );
    assert.equal((await container.item('a', 'o').read()).resource.n, 1);
  });

  it('is applied where its condition holds, else answered with 412', async () => {
    const operations = [{ op: 'set', path: '/n', value: 2 } as const];
    await assert.rejects(patch({ condition: 'from c where c.n > 5', operations }), answers(412));
    const { resource } = await patch({ condition: 'from c where c.n = 1', operations });
    assert.equal(resource.n, 2);
  });

  it('is refused for a path that is not there, the id, a partition key, a wrong type, or over ten operations', async () => {
    for (const operation of [
      { op: 'add', path: '/no/parent', value: 1 },
      { op: 'remove', path: '/missing' },
      { op: 'add', path: '/tags/9', value: 1 },
      { op: 'incr', path: '/tags', value: 1 },
      { op: 'set', path: '/id', value: 'b' },
      { op: 'set', path: '/owner', value: 'p' },
    ] as const)
      await assert.rejects(patch([operation]), answers(400), `${operation.op} ${operation.path}`);
    const many = Array.from({ length: 11 }, () => ({ op: 'incr', path: '/n', value: 1 }) as const);
    await assert.rejects(patch(many), answers(400, /10/));
  });

  it('is refused for a document that is not there or has another ETag', async () => {
    const set = [{ op: 'set', path: '/n', value: 2 } as const];
    await assert.rejects(container.item('none', 'o').patch(set), answers(404));
    await assert.rejects(
      container.item('a', 'o').patch(set, { accessCondition: { type: 'IfMatch', condition: '"other"' } }),
      answers(412),
    );
  });
});
