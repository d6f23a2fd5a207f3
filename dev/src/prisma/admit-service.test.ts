import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startPostgres } from '@headgate/local-servers/postgres/start-postgres.ts';
import pg from 'pg';
import { admitService, createEntraRole } from './admit-service.ts';
import { migrateDatabase } from './migrate-database.ts';

test('a service reads and writes rows, and changes no table', async () => {
  await using postgres = await startPostgres();
  const admin = new pg.Client({
    connectionString: Object.assign(new URL(postgres.url), { pathname: '/postgres' }).href,
  });
  await admin.connect();
  // In Azure this function is there, and ties the role to an identity; here it makes the role.
  await admin.query(`
    CREATE FUNCTION pgaadauth_create_principal_with_oid(name text, oid text, kind text, is_admin boolean, is_mfa boolean)
    RETURNS text LANGUAGE plpgsql AS $$
    BEGIN EXECUTE format('CREATE ROLE %I LOGIN PASSWORD %L', name, oid); RETURN name; END $$`);
  const role = { name: 'accounts', objectId: '00000000-0000-0000-0000-000000000001' };
  await createEntraRole(postgres.url, role);
  await createEntraRole(postgres.url, role);
  await admin.end();
  await migrateDatabase(postgres.url);
  await admitService(postgres.url, 'accounts');
  await admitService(postgres.url, 'accounts');
  const service = new pg.Client({
    connectionString: Object.assign(new URL(postgres.url), { username: 'accounts', password: role.objectId })
      .href,
  });
  await service.connect();
  try {
    await service.query("INSERT INTO users (id, email, display_name) VALUES ('a', 'a@example.com', 'A')");
    assert.equal((await service.query("DELETE FROM users WHERE id = 'a'")).rowCount, 1);
    const denied = { code: '42501' };
    await assert.rejects(service.query('CREATE TABLE mine (a int)'), denied);
    await assert.rejects(service.query('DROP TABLE users'), denied);
    await assert.rejects(service.query('TRUNCATE users'), denied);
    await assert.rejects(service.query('SELECT * FROM _prisma_migrations'), denied);
  } finally {
    await service.end();
  }
});
