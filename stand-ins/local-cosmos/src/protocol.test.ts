import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Container, CosmosClient } from '@azure/cosmos';
import { type LocalCosmos, startLocalCosmos } from './start-local-cosmos.ts';
import { sendSigned } from './test-support/send-signed.ts';

interface Feed {
  Documents: { id: string }[];
}

describe('the protocol as SDKs of other languages use it', () => {
  let cosmos: LocalCosmos;
  let client: CosmosClient;
  let container: Container;
  let rids: { database: string; container: string; document: string };
  before(async () => {
    cosmos = await startLocalCosmos();
    client = new CosmosClient({ endpoint: cosmos.endpoint, key: cosmos.key });
    const { database, resource } = await client.databases.create({ id: 'd' });
    container = (await database.containers.create({ id: 'c', partitionKey: { paths: ['/owner'] } }))
      .container;
    for (let n = 0; n < 30; n += 1) await container.items.create({ id: `${n}`, owner: `o${n % 10}`, n });
    const { resource: first } = await container.item('0', 'o0').read();
    rids = {
      database: String(resource?._rid),
      container: String((await container.read()).resource?._rid),
      document: String(first?._rid),
    };
  });
  after(async () => {
    client.dispose();
    await cosmos[Symbol.asyncDispose]();
  });

  const onDocuments = (headers: Record<string, string>, text?: string) =>
    sendSigned(cosmos.endpoint, {
      method: text === undefined ? 'GET' : 'POST',
      path: 'dbs/d/colls/c/docs',
      resource: ['docs', 'dbs/d/colls/c'],
      headers:
        text === undefined
          ? headers
          : { 'x-ms-documentdb-isquery': 'True', 'content-type': 'application/query+json', ...headers },
      ...(text === undefined ? {} : { body: JSON.stringify({ query: text, parameters: [] }) }),
    });
  const idsOf = ({ body }: { body: unknown }) =>
    (body as Feed | undefined)?.Documents.map(({ id }) => id) ?? [];

  it('tells of physical partitions once, then that nothing is new', async () => {
    const request = {
      method: 'GET',
      path: 'dbs/d/colls/c/pkranges',
      resource: ['pkranges', 'dbs/d/colls/c'],
    } as const;
    const feed = { 'a-im': 'Incremental Feed' };
    const first = await sendSigned(cosmos.endpoint, {
      ...request,
      resource: [...request.resource],
      headers: feed,
    });
    const etag = first.headers.get('etag');
    assert.ok(etag);
    const next = { ...feed, 'if-none-match': etag };
    const second = await sendSigned(cosmos.endpoint, {
      ...request,
      resource: [...request.resource],
      headers: next,
    });
    assert.deepEqual([first.status, second.status], [200, 304]);
  });

  it('finds databases, containers and documents by their resource ids, signed in small letters', async () => {
    const encode = encodeURIComponent;
    const path = `dbs/${encode(rids.database)}/colls/${encode(rids.container)}`;
    const read = (of: string, type: string, rid: string, headers = {}) =>
      sendSigned(cosmos.endpoint, { method: 'GET', path: of, resource: [type, rid.toLowerCase()], headers });
    const found = [
      await read(`dbs/${encode(rids.database)}`, 'dbs', rids.database),
      await read(path, 'colls', rids.container),
      await read(`${path}/docs/${encode(rids.document)}`, 'docs', rids.document, {
        'x-ms-documentdb-partitionkey': '["o0"]',
      }),
    ];
    assert.deepEqual(
      found.map(({ status, body }) => [status, (body as { id: string }).id]),
      [
        [200, 'd'],
        [200, 'c'],
        [200, '0'],
      ],
    );
    const feed = await read(`${path}/docs`, 'docs', rids.container);
    assert.equal(idsOf(feed).length, 30);
    const none = await read('dbs/AAAAYQ%3D%3D', 'dbs', 'AAAAYQ==');
    assert.equal(none.status, 404);
  });

  it('refuses a resource id signed with another key or as another resource', async () => {
    const { status } = await sendSigned(cosmos.endpoint, {
      method: 'GET',
      path: `dbs/${encodeURIComponent(rids.database)}`,
      resource: ['dbs', 'aaaaaa=='],
    });
    assert.equal(status, 401);
  });

  it('takes an empty header for one that is missing', async () => {
    const empty = { 'x-ms-continuation': '', 'x-ms-max-item-count': '' };
    assert.equal(idsOf(await onDocuments(empty)).length, 30);
    assert.equal(
      idsOf(await onDocuments({ ...empty, 'a-im': 'Incremental feed', 'if-none-match': '' })).length,
      30,
    );
  });

  it('gives all seventeen metrics of a query', async () => {
    const { headers } = await onDocuments(
      { 'x-ms-documentdb-populatequerymetrics': 'true' },
      'SELECT * FROM c WHERE c.n < 3',
    );
    const metrics = new Map(
      (headers.get('x-ms-documentdb-query-metrics') ?? '')
        .split(';')
        .map((part) => part.split('=') as [string, string]),
    );
    assert.equal(metrics.size, 17);
    assert.equal(metrics.get('outputDocumentCount'), '3');
    assert.match(String(metrics.get('totalExecutionTimeInMs')), /^\d+\.\d\d$/);
  });

  it('names the owner of a container in the answers about it', async () => {
    const { headers } = await sendSigned(cosmos.endpoint, {
      method: 'GET',
      path: 'dbs/d/colls/c',
      resource: ['colls', 'dbs/d/colls/c'],
    });
    assert.equal(headers.get('x-ms-alt-content-path'), 'dbs/d');
    assert.equal(headers.get('x-ms-content-path'), rids.database);
  });

  it('gives each document in just one of the ranges that a feed is split in', async () => {
    const bounds = ['', '0AAA', '15', '2A947C94F6E254B945CEBC3196C9897C', 'FF'];
    const read = async (headers: Record<string, string>, text?: string) => {
      const parts = bounds
        .slice(1)
        .map((end, index) => ({ 'x-ms-start-epk': bounds[index] ?? '', 'x-ms-end-epk': end }));
      const pages = [];
      for (const part of parts) pages.push(idsOf(await onDocuments({ ...headers, ...part }, text)));
      assert.ok(pages.every((page) => page.length < 30));
      return pages.flat().sort();
    };
    const all = Array.from({ length: 30 }, (_, n) => `${n}`).sort();
    assert.deepEqual(await read({}), all);
    assert.deepEqual(await read({ 'x-ms-max-item-count': '-1' }, 'SELECT c.id FROM c'), all);
    assert.deepEqual(await read({ 'a-im': 'Incremental feed' }), all);
    const { status } = await onDocuments({ 'x-ms-start-epk': 'xyz' });
    assert.equal(status, 400);
  });

  it('says in the plan of a query whether its results are values', async () => {
    const plan = async (text: string) => {
      const { body } = await onDocuments(
        { 'x-ms-cosmos-is-query-plan-request': 'True', 'x-ms-cosmos-supported-query-features': 'OrderBy' },
        text,
      );
      return (body as { queryInfo: { hasSelectValue: boolean } }).queryInfo.hasSelectValue;
    };
    assert.deepEqual(
      [await plan('SELECT VALUE c.id FROM c'), await plan('SELECT c.id FROM c')],
      [true, false],
    );
  });

  it('has empty feeds of what it does not keep, and refuses to make any', async () => {
    for (const [path, resource] of [
      ['dbs/d/users', ['users', 'dbs/d']],
      ['dbs/d/colls/c/sprocs', ['sprocs', 'dbs/d/colls/c']],
      ['dbs/d/colls/c/conflicts', ['conflicts', 'dbs/d/colls/c']],
    ] as const) {
      const signed = [...resource] as [string, string];
      assert.equal(
        (await sendSigned(cosmos.endpoint, { method: 'GET', path, resource: signed })).status,
        200,
      );
      const made = await sendSigned(cosmos.endpoint, {
        method: 'POST',
        path,
        resource: signed,
        body: '{"id":"x"}',
      });
      assert.equal(made.status, 400);
      assert.match(JSON.stringify(made.body), /not supported by the local Cosmos DB/);
    }
  });
});
