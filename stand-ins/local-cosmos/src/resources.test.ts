import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { answers } from './test-support/answers.ts';
import { openTestAccount, type TestAccount } from './test-support/open-test-account.ts';

describe('databases and containers', () => {
  let account: TestAccount;
  before(async () => {
    account = await openTestAccount();
  });
  after(() => account[Symbol.asyncDispose]());

  it('creates a database once and finds it again', async () => {
    const id = `${account.databaseId}-other`;
    const first = await account.client.databases.createIfNotExists({ id });
    const second = await account.client.databases.createIfNotExists({ id });
    assert.deepEqual([first.statusCode, second.statusCode], [201, 200]);
    assert.equal(second.resource?._rid, first.resource?._rid);
    await assert.rejects(account.client.databases.create({ id }), answers(409));

    const { resources: all } = await account.client.databases.readAll().fetchAll();
    assert.ok(all.some((database) => database.id === id));
    const { resources: found } = await account.client.databases
      .query({ query: 'SELECT * FROM root r WHERE r.id = @id', parameters: [{ name: '@id', value: id }] })
      .fetchAll();
    assert.deepEqual(
      found.map((database) => database.id),
      [id],
    );

    await first.database.delete();
    await assert.rejects(first.database.read(), answers(404));
  });

  it('keeps a container with its partition key, indexing policy, unique keys and time to live', async () => {
    const definition = {
      id: 'with everything',
      partitionKey: { paths: ['/owner'] },
      indexingPolicy: {
        includedPaths: [{ path: '/kind/?' }],
        excludedPaths: [{ path: '/*' }],
        compositeIndexes: [
          [
            { path: '/kind', order: 'ascending' as const },
            { path: '/n', order: 'descending' as const },
          ],
        ],
      },
      uniqueKeyPolicy: { uniqueKeys: [{ paths: ['/email'] }] },
      defaultTtl: 60,
    };
    const container = await account.createContainer(definition);
    const { resource } = await container.read();
    assert.equal(resource?.id, definition.id);
    assert.deepEqual(resource?.partitionKey?.paths, ['/owner']);
    assert.deepEqual(resource?.indexingPolicy?.compositeIndexes, definition.indexingPolicy.compositeIndexes);
    assert.deepEqual(resource?.uniqueKeyPolicy, definition.uniqueKeyPolicy);
    assert.equal(resource?.defaultTtl, 60);
  });

  it('replaces what can change of a container and refuses another partition key', async () => {
    const container = await account.createContainer();
    const { resource } = await container.read();
    assert.ok(resource);
    const { resource: replaced } = await container.replace({ ...resource, defaultTtl: 5 } as never);
    assert.equal(replaced?.defaultTtl, 5);
    await assert.rejects(
      container.replace({ ...resource, partitionKey: { paths: ['/other'] } } as never),
      answers(400, /partition key cannot be changed/),
    );
  });

  it('lists, queries and deletes containers', async () => {
    const container = await account.createContainer();
    const { containers } = account.client.database(account.databaseId);
    const { resources: all } = await containers.readAll().fetchAll();
    assert.ok(all.some(({ id }) => id === container.id));
    const { resources: found } = await containers
      .query({
        query: 'SELECT VALUE c.id FROM c WHERE c.id = @id',
        parameters: [{ name: '@id', value: container.id }],
      })
      .fetchAll();
    assert.deepEqual(found, [container.id]);

    await container.items.create({ id: 'a', owner: 'o' });
    await container.delete();
    await assert.rejects(container.read(), answers(404));
    const again = await account.createContainer({ id: container.id });
    assert.deepEqual((await again.items.readAll().fetchAll()).resources, []);
  });

  it('refuses a container that is taken or malformed', async () => {
    const container = await account.createContainer();
    await assert.rejects(account.createContainer({ id: container.id }), answers(409));
    await assert.rejects(account.createContainer({ defaultTtl: 0 }), answers(400, /defaultTtl/));
    await assert.rejects(
      account.createContainer({ indexingPolicy: { compositeIndexes: 1 as never } }),
      answers(400),
    );
    await assert.rejects(
      account.createContainer({ uniqueKeyPolicy: { uniqueKeys: [{ paths: ["/a'b"] }] } }),
      answers(400),
    );
  });

  it('answers 404 for what is in a container or database that is not there', async () => {
    const nowhere = account.client.database(account.databaseId).container('nowhere');
    await assert.rejects(nowhere.items.query('SELECT * FROM c').fetchAll(), answers(404));
    await assert.rejects(account.client.database('nowhere').container('c').read(), answers(404));
  });
});
