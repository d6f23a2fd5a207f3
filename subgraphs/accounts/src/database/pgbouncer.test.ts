import assert from 'node:assert/strict';
import { test } from 'node:test';
import { installPgBouncer, pgBouncerMissing } from '@headgate/local-servers/pgbouncer/install-pgbouncer.ts';
import { startPgBouncer } from '@headgate/local-servers/pgbouncer/start-pgbouncer.ts';
import { createLogger } from '@headgate/service/create-logger.ts';
import pg from 'pg';
import { createTestDatabase } from '../test-support/create-test-database.ts';
import { checkWritable } from './check-writable.ts';
import { connectDatabase } from './connect-database.ts';

const program = await installPgBouncer((line) => console.error(line));

test('everything goes through PgBouncer', { skip: program ? false : pgBouncerMissing }, async () => {
  await using store = await createTestDatabase();
  await using bouncer = await startPgBouncer(program ?? '', store.postgres.url);
  const database = connectDatabase(
    {
      url: bouncer.url,
      poolSize: 5,
      connectTimeoutMs: 10_000,
      statementTimeoutMs: 1_500,
      idleTimeoutMs: 30_000,
      watchIntervalMs: 1_000,
    },
    createLogger({ name: 'test', level: 'silent' }),
  );
  try {
    await checkWritable(database);
    const users = Array.from({ length: 20 }, (_, n) => ({
      id: `${n}`,
      email: `${n}@example.com`,
      displayName: 'U',
    }));
    await Promise.all(users.map((data) => database.user.create({ data })));
    await database.$transaction(async (transaction) => {
      for (const { id } of users) await transaction.user.update({ where: { id }, data: { displayName: id } });
    });
    assert.equal(await database.user.count({ where: { displayName: { not: 'U' } } }), users.length);
    await assert.rejects(() => database.$queryRaw`SELECT pg_sleep(30)::text`, {
      code: 'SERVICE_UNAVAILABLE',
    });
  } finally {
    await database.$disconnect();
  }
  // Why a connection's start says nothing of timeouts.
  const client = new pg.Client({ connectionString: bouncer.url, statement_timeout: 1_000 });
  await assert.rejects(client.connect(), /unsupported startup parameter: statement_timeout/);
});
