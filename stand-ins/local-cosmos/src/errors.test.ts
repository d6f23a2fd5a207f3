import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Container, ErrorResponse } from '@azure/cosmos';
import { answers } from './test-support/answers.ts';
import { needsLocal, openTestAccount, type TestAccount } from './test-support/open-test-account.ts';

describe('errors', () => {
  let account: TestAccount;
  let container: Container;
  before(async () => {
    account = await openTestAccount();
    container = await account.createContainer();
  });
  after(() => account[Symbol.asyncDispose]());

  async function refusal(work: Promise<unknown>): Promise<ErrorResponse> {
    return await work.then(
      () => assert.fail('it was answered'),
      (error: ErrorResponse) => error,
    );
  }
  const query = (text: string) => container.items.query(text, { partitionKey: 'o' }).fetchAll();

  it('have the code, the message and the activity id of Cosmos DB', async () => {
    await container.items.create({ id: 'taken', owner: 'o' });
    const error = await refusal(container.items.create({ id: 'taken', owner: 'o' }));
    assert.equal(error.code, 409);
    assert.equal(error.body?.code, 'Conflict');
    assert.match(error.message, /^Message: \{"Errors":\["Resource with specified id or name already exists/);
    assert.ok(error.activityId && error.message.includes(`ActivityId: ${error.activityId}`));
  });

  it('name the place in a query that cannot be read', async () => {
    const error = await refusal(query('SELECT * FORM c'));
    assert.equal(error.code, 400);
    assert.match(error.message, /"location":\{"start":9,"end":13\},"code":"SC1001"/);
    assert.match(error.message, /Syntax error, incorrect syntax near 'FORM'/);
  });

  it('answer 400 to queries that are not valid', async () => {
    const invalid: [query: string, message: RegExp][] = [
      ['', /SC1001/],
      ['SELECT', /SC1001/],
      ['SELECT * FROM c WHERE', /SC1001/],
      ['SELECT * FROM c WHERE c.a = ', /SC1001/],
      ['SELECT * FROM c WHERE c.a = "open', /SC1001/],
      ['SELECT * FROM c; DROP TABLE documents_1', /SC1001/],
      ['SELECT VALUE x.a FROM c', /SC2001.*'x' could not be resolved/],
      ['SELECT VALUE NOSUCH(c.a) FROM c', /SC2005.*'NOSUCH' is not a recognized built-in function name/],
      ['SELECT VALUE udf.mine(c.a) FROM c', /SC2005/],
      ['SELECT * FROM c JOIN t IN c.tags', /single input set/],
      ['SELECT TOP -1 * FROM c', /SC1001/],
      ['SELECT * FROM c OFFSET 1', /SC1001/],
      ['SELECT TOP 1 * FROM c OFFSET 1 LIMIT 1', /TOP/],
      ['SELECT * FROM c ORDER BY c.a, c.b', /composite index/],
      ['SELECT * FROM c ORDER BY c.a + 1', /ORDER BY/],
      ['SELECT c.a, c.b AS a FROM c', /Duplicate/],
      ['SELECT ARRAY(SELECT VALUE t FROM t IN c.tags ORDER BY t) AS a FROM c', /subqueries/],
      ['SELECT c.a, COUNT(1) AS n FROM c', /SC2102.*'c.a' is invalid in the select list/],
      ['SELECT c.b FROM c GROUP BY c.a', /SC2102/],
      ['SELECT * FROM c GROUP BY c.a', /SELECT \*/],
    ];
    for (const [text, message] of invalid) await assert.rejects(query(text), answers(400, message), text);
  });

  it('answer 400 to an order by what is not indexed', async () => {
    const indexing = {
      includedPaths: [{ path: '/*' }, { path: '/secret/known/?' }],
      excludedPaths: [{ path: '/secret/*' }],
    };
    const { items } = await account.createContainer({ indexingPolicy: indexing });
    await items.create({ id: 'a', owner: 'o' });
    const order = (by: string) => items.query(`SELECT c.id FROM c ORDER BY ${by}`).fetchAll();
    for (const by of ['c.open', 'c.secret.known', 'c.id', 'c._ts'])
      assert.deepEqual((await order(by)).resources, [{ id: 'a' }]);
    for (const by of ['c.secret', 'c.secret.other', 'c.secret.known.deeper'])
      await assert.rejects(order(by), answers(400, /range index/), by);
  });

  it('answer 400 to what is nested too deeply', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    await assert.rejects(query(`SELECT VALUE ${deep}`), answers(400, /nested/));
  });

  it('answer 400 to documents that are not valid', async () => {
    for (const document of [
      { id: 'a/b', owner: 'o' },
      { id: 'a', owner: { an: 'object' } },
    ])
      await assert.rejects(container.items.create(document));
  });

  it('answer 413 to a document over 2 MB', async () => {
    const text = 'x'.repeat(2 * 1024 * 1024);
    await assert.rejects(container.items.create({ id: 'large', owner: 'o', text }), answers(413));
    const fits = { id: 'fits', owner: 'o', text: text.slice(0, -1000) };
    assert.equal((await container.items.create(fits)).statusCode, 201);
  });

  it('answer 401 to a wrong key', async () => {
    const stranger = account.connect({}, Buffer.from('another key').toString('base64'));
    await assert.rejects(stranger.databases.readAll().fetchAll(), answers(401, /wrong key/));
    stranger.dispose();
  });

  it('answer 400 to what is not supported, and say so', { skip: needsLocal }, async () => {
    const procedure = { id: 'p', body: 'function () {}' };
    await assert.rejects(container.scripts.storedProcedures.create(procedure), answers(400, /not supported/));
  });

  it('answer 429 as often as they are told to, which the SDK waits out', { skip: needsLocal }, async () => {
    const impatient = account.connect({ retryOptions: { maxRetryAttemptCount: 0 } as never });
    const same = impatient.database(account.databaseId).container(container.id);
    account.throttle(2, 10);
    const error = await refusal(same.items.create({ id: 'throttled', owner: 'o' }));
    assert.deepEqual([error.code, error.substatus, error.retryAfterInMs], [429, 3200, 10]);
    assert.equal((await container.items.create({ id: 'throttled', owner: 'o' })).statusCode, 201);
    impatient.dispose();
  });
});
