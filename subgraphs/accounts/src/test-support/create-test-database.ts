import { startMigratedPostgres } from '@headgate/dev/prisma/start-migrated-postgres.ts';
import type { Postgres } from '@headgate/local-servers/postgres/start-postgres.ts';
import { createLogger } from '@headgate/service/create-logger.ts';
import type { Config } from '../config.ts';
import { connectDatabase, type Database } from '../database/connect-database.ts';

export interface TestDatabase extends AsyncDisposable {
  readonly postgres: Postgres;
  readonly database: Database;
}

/** A PostgreSQL of its own with the accounts schema and no rows. */
export async function createTestDatabase(config: Partial<Config['database']> = {}): Promise<TestDatabase> {
  const postgres = await startMigratedPostgres();
  const database = connectDatabase(
    {
      url: postgres.url,
      poolSize: 5,
      connectTimeoutMs: 3_000,
      statementTimeoutMs: 10_000,
      idleTimeoutMs: 30_000,
      maxWaitingPerCaller: 200,
      ...config,
    },
    createLogger({ name: 'test', level: 'silent' }),
  );
  return {
    postgres,
    database,
    async [Symbol.asyncDispose]() {
      await database.$disconnect();
      await postgres[Symbol.asyncDispose]();
    },
  };
}
