import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Postgres, startPostgres } from '@headgate/local-servers/postgres/start-postgres.ts';
import pg from 'pg';
import { migrateDatabase } from './migrate-database.ts';
import { runPrisma } from './run-prisma.ts';

let postgres: Postgres;
before(async () => {
  postgres = await startPostgres();
});
after(() => postgres[Symbol.asyncDispose]());

async function createMigrations(scripts: Record<string, string>) {
  const directory = await mkdtemp(join(tmpdir(), 'migrations-'));
  await writeFile(join(directory, 'migration_lock.toml'), 'provider = "postgresql"\n');
  const add = async (name: string, script: string) => {
    await mkdir(join(directory, name), { recursive: true });
    await writeFile(join(directory, name, 'migration.sql'), script);
  };
  for (const [name, script] of Object.entries(scripts)) await add(name, script);
  return { directory, add, [Symbol.asyncDispose]: () => rm(directory, { recursive: true }) };
}

test('each migration is applied once, in order, whatever its statements contain', async () => {
  const url = await postgres.createDatabase('in_order');
  await using migrations = await createMigrations({
    '2_fill': "INSERT INTO notes VALUES ('semi;colon'); SELECT 1;",
    '1_create': 'CREATE TABLE notes (text TEXT);',
  });
  assert.deepEqual(await migrateDatabase(url, migrations.directory), ['1_create', '2_fill']);
  assert.deepEqual(await migrateDatabase(url, migrations.directory), []);
  await migrations.add('3_add', "INSERT INTO notes VALUES ('later');");
  assert.deepEqual(await migrateDatabase(url, migrations.directory), ['3_add']);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query('SELECT text FROM notes');
  await client.end();
  assert.deepEqual(rows, [{ text: 'semi;colon' }, { text: 'later' }]);
});

test('a migration that fails is named, and stays failed until somebody decides', async () => {
  const url = await postgres.createDatabase('failing');
  await using migrations = await createMigrations({ '1_broken': 'CREATE TABLE t (a no_such_type);' });
  await assert.rejects(migrateDatabase(url, migrations.directory), /no_such_type[\s\S]*1_broken/);
  await assert.rejects(migrateDatabase(url, migrations.directory), { code: 'P3009' });
});

test('Prisma’s own command line agrees that the repository’s migrations make its schema', async () => {
  const url = await postgres.createDatabase('agreed');
  await migrateDatabase(url);
  const run = (...args: string[]) => runPrisma({ args, env: process.env, databaseUrl: url, stdio: 'ignore' });
  assert.equal(await run('migrate', 'status'), 0);
  const diff = ['--from-config-datasource', '--to-schema', 'prisma/schema.prisma', '--exit-code'];
  assert.equal(await run('migrate', 'diff', ...diff), 0);
  assert.equal(await run('migrate', 'dev'), 0);
});
