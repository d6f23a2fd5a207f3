import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import { startPostgres } from './start-postgres.ts';

async function query(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function createDirectory() {
  const directory = await mkdtemp(join(tmpdir(), 'postgres-test-'));
  return {
    directory,
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}

test('without a directory the server and its data are gone at the end', async () => {
  const postgres = await startPostgres();
  assert.match((await query(postgres.url, 'SELECT version()'))[0].version, /^PostgreSQL 18/);
  const other = await postgres.createDatabase('other');
  await query(other, 'CREATE TABLE t (a int)');
  await assert.rejects(query(postgres.url, 'SELECT * FROM t'), /does not exist/);
  await postgres[Symbol.asyncDispose]();
  await assert.rejects(query(postgres.url, 'SELECT 1'), { code: 'ECONNREFUSED' });
  const left = (await readdir(tmpdir())).filter((name) =>
    name.startsWith(`headgate-postgres-${process.pid}-`),
  );
  assert.deepEqual(left, []);
});

test('data and password stay in the directory, which only its owner may enter', async () => {
  await using place = await createDirectory();
  await chmod(place.directory, 0o700);
  const { directory } = place;
  const first = await startPostgres({ directory });
  await query(first.url, "CREATE TABLE t AS SELECT 'kept' AS a");
  await first[Symbol.asyncDispose]();
  await using second = await startPostgres({ directory });
  assert.deepEqual(await query(second.url, 'SELECT a FROM t'), [{ a: 'kept' }]);
  assert.equal((await stat(join(directory, 'password'))).mode & 0o777, 0o600);
});

test('a wrong password is refused', async () => {
  await using postgres = await startPostgres();
  const url = new URL(postgres.url);
  url.password = 'guess';
  await assert.rejects(query(url.href, 'SELECT 1'), /password authentication failed/);
});

test('a server that a killed process left behind is taken over', async () => {
  await using place = await createDirectory();
  const { directory } = place;
  const script = `
    const { startPostgres } = await import(${JSON.stringify(import.meta.resolve('./start-postgres.ts'))});
    const { port } = await startPostgres({ directory: ${JSON.stringify(directory)} });
    console.log(port);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  await using postgres = await startPostgres({ directory });
  assert.equal(postgres.port, Number(port));
  assert.deepEqual(await query(postgres.url, 'SELECT 1 AS one'), [{ one: 1 }]);
});

test('the server ends with a process that does not stop it', async () => {
  const script = `
    const { startPostgres } = await import(${JSON.stringify(import.meta.resolve('./start-postgres.ts'))});
    console.log((await startPostgres()).url);
    process.exit(1);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = await once(child.stdout, 'data');
  await once(child, 'exit');
  await assert.rejects(query(String(url).trim(), 'SELECT 1'));
});

test('it stops and comes back on the same port', async () => {
  await using postgres = await startPostgres();
  await query(postgres.url, 'CREATE TABLE t AS SELECT 1 AS a');
  await postgres.stop();
  await assert.rejects(query(postgres.url, 'SELECT 1'), { code: 'ECONNREFUSED' });
  await postgres.restart();
  assert.deepEqual(await query(postgres.url, 'SELECT a FROM t'), [{ a: 1 }]);
});

test('a port that is taken is named, with the log that says more', async () => {
  await using place = await createDirectory();
  await using holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as { port: number };
  await assert.rejects(startPostgres({ directory: place.directory, port }), (error: Error) => {
    assert.match(error.message, new RegExp(`cannot start on port ${port}: [^]* Its log is (.*)\\.`));
    return existsSync(join(place.directory, 'server.log'));
  });
});

test('a server that was killed comes back with what it had acknowledged', async () => {
  await using postgres = await startPostgres({ durable: true });
  await query(postgres.url, 'CREATE TABLE t AS SELECT 1 AS a');
  await postgres.kill();
  await assert.rejects(query(postgres.url, 'SELECT 1'), { code: 'ECONNREFUSED' });
  await postgres.restart();
  assert.deepEqual(await query(postgres.url, 'SELECT a FROM t'), [{ a: 1 }]);
});
