import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import { ChangeFeedStartFrom, CosmosClient } from '@azure/cosmos';
import { emulatorKey, startLocalCosmos } from './start-local-cosmos.ts';

const mainFile = join(import.meta.dirname, 'main.ts');

describe('persistence', () => {
  let directory: string;
  const children: ChildProcess[] = [];
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'local-cosmos-'));
  });
  after(async () => {
    for (const child of children) child.kill('SIGKILL');
    await rm(directory, { recursive: true });
  });

  /** Runs the server as a process, and waits until it is ready. */
  async function run(env: Record<string, string>): Promise<{ child: ChildProcess; endpoint: string }> {
    const child = spawn(process.execPath, [mainFile], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    return { child, endpoint: (JSON.parse(line) as { endpoint: string }).endpoint };
  }

  it('brings back databases, containers, documents and the change feed', async () => {
    const kept = join(directory, 'kept');
    let token: string;
    {
      await using server = await startLocalCosmos({ directory: kept });
      const { database } = await new CosmosClient(server.connectionString).databases.create({ id: 'd' });
      const { container } = await database.containers.create({
        id: 'c',
        partitionKey: { paths: ['/owner'] },
      });
      await container.items.create({ id: 'a', owner: 'o', n: 1 });
      await container.items.create({ id: 'b', owner: 'o' });
      await container.item('b', 'o').delete();
      const changeFeedStartFrom = ChangeFeedStartFrom.Beginning();
      token = (await container.items.getChangeFeedIterator({ changeFeedStartFrom }).readNext())
        .continuationToken;
    }
    await using server = await startLocalCosmos({ directory: kept });
    const container = new CosmosClient(server.connectionString).database('d').container('c');
    assert.equal((await container.item('a', 'o').read()).resource.n, 1);
    await container.items.create({ id: 'c', owner: 'o' });
    const changes = await container.items
      .getChangeFeedIterator({ changeFeedStartFrom: ChangeFeedStartFrom.Continuation(token) })
      .readNext();
    assert.deepEqual(
      changes.result.map(({ id }) => id),
      ['c'],
    );
  });

  it('loses nothing that was answered when the process is killed', async () => {
    const env = { PORT: '0', DIRECTORY: join(directory, 'killed') };
    const first = await run(env);
    const client = new CosmosClient({ endpoint: first.endpoint, key: emulatorKey });
    const { database } = await client.databases.create({ id: 'd' });
    const { container } = await database.containers.create({ id: 'c', partitionKey: { paths: ['/owner'] } });
    for (let n = 0; n < 50; n += 1) await container.items.create({ id: `${n}`, owner: 'o' });
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    client.dispose();

    const second = await run(env);
    const again = new CosmosClient({ endpoint: second.endpoint, key: emulatorKey })
      .database('d')
      .container('c');
    const { resources } = await again.items.query('SELECT VALUE COUNT(1) FROM c').fetchAll();
    assert.deepEqual(resources, [50]);

    second.child.kill('SIGTERM');
    assert.deepEqual(await once(second.child, 'exit'), [0, null]);
  });

  it('lets one process at a time have a directory', async () => {
    const shared = join(directory, 'shared');
    const first = await run({ PORT: '0', DIRECTORY: shared });
    await assert.rejects(startLocalCosmos({ directory: shared }), /in use by another/);
    first.child.kill('SIGINT');
    assert.deepEqual(await once(first.child, 'exit'), [0, null]);
    await using _ = await startLocalCosmos({ directory: shared });
  });

  it('is not there without a directory', async () => {
    for (let round = 0; round < 2; round += 1) {
      await using server = await startLocalCosmos();
      const client = new CosmosClient(server.connectionString);
      assert.equal((await client.databases.create({ id: 'd' })).statusCode, 201);
    }
  });

  it('does not start with an environment that is wrong, and names all of it', async () => {
    const child = spawn(process.execPath, [mainFile], {
      env: { PORT: 'http', COSMOS_KEY: '!' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const lines: string[] = [];
    createInterface(child.stderr).on('line', (line) => lines.push(line));
    const [code] = await once(child, 'close');
    assert.equal(code, 1);
    assert.match(lines.join('\n'), /PORT.*\n.*COSMOS_KEY/);
  });
});
