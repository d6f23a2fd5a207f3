import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLogger } from '@headgate/service/create-logger.ts';
import pg from 'pg';
import { createTestDatabase } from '../test-support/create-test-database.ts';
import { connectDatabase } from './connect-database.ts';
import { getEntraPassword } from './get-entra-password.ts';

test('each connection signs in with the token of its time, and without one the database is away', async () => {
  await using store = await createTestDatabase();
  const admin = new pg.Client({ connectionString: store.postgres.url });
  await admin.connect();
  const accept = (token: string) => admin.query(`ALTER ROLE accounts PASSWORD '${token}'`);
  await admin.query('CREATE ROLE accounts LOGIN');
  await accept('first');
  let token: string | null = 'first';
  const scopes = new Set<string | string[]>();
  const credential = {
    async getToken(scope: string | string[]) {
      scopes.add(scope);
      if (token === null) throw new Error('no endpoint answers');
      return { token, expiresOnTimestamp: Date.now() + 3_600_000 };
    },
  };
  const url = new URL(store.postgres.url);
  url.username = 'accounts';
  url.password = '';
  const options = {
    poolSize: 1,
    connectTimeoutMs: 10_000,
    statementTimeoutMs: 10_000,
    idleTimeoutMs: 30_000,
  };
  const database = connectDatabase(
    { ...options, url: url.href, getPassword: getEntraPassword(credential) },
    createLogger({ name: 'test', level: 'silent' }),
  );
  const whoAmI = () => database.$queryRaw<{ name: string }[]>`SELECT current_user::text AS name`;
  const endConnections = async () => {
    await admin.query(
      "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE usename = 'accounts'",
    );
    // The pool may not have heard of it.
    await whoAmI().catch(() => undefined);
  };
  try {
    assert.deepEqual(await whoAmI(), [{ name: 'accounts' }]);
    await accept('second');
    assert.deepEqual(await whoAmI(), [{ name: 'accounts' }]);
    await endConnections();
    await assert.rejects(whoAmI, { code: 'SERVICE_UNAVAILABLE' });
    token = null;
    await assert.rejects(whoAmI, { code: 'SERVICE_UNAVAILABLE' });
    token = 'second';
    assert.deepEqual(await whoAmI(), [{ name: 'accounts' }]);
    assert.deepEqual([...scopes], ['https://ossrdbms-aad.database.windows.net/.default']);
  } finally {
    await database.$disconnect();
    await admin.end();
  }
});
