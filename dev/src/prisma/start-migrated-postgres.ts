import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Postgres, startPostgres } from '@headgate/local-servers/postgres/start-postgres.ts';
import { repositoryCache } from '@headgate/local-servers/repository.ts';
import { migrateDatabase, migrationsDirectory } from './migrate-database.ts';
import { readMigrations } from './read-migrations.ts';

/**
 * A PostgreSQL of its own with the schema of `prisma/migrations` and no rows, gone when disposed of. It begins as a copy
 * of one that was made once, since making one takes seconds.
 */
export async function startMigratedPostgres(): Promise<Postgres> {
  preparing ??= prepareTemplate();
  return startPostgres({ from: await preparing });
}

let preparing: Promise<string> | undefined;

async function prepareTemplate(): Promise<string> {
  const migrations = JSON.stringify(await readMigrations(migrationsDirectory));
  const key = createHash('sha256').update(migrations).digest('hex').slice(0, 16);
  const template = join(repositoryCache, 'postgres-templates', key);
  if (existsSync(template)) return template;
  await mkdir(dirname(template), { recursive: true });
  const unfinished = await mkdtemp(`${template}.`);
  const postgres = await startPostgres({ directory: unfinished, durable: false });
  try {
    await migrateDatabase(postgres.url);
  } finally {
    await postgres[Symbol.asyncDispose]();
  }
  // Another process may have been quicker.
  await rename(unfinished, template).catch(async (error: NodeJS.ErrnoException) => {
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(template)) throw error;
  });
  return template;
}
