import { createHash } from 'node:crypto';
import { repositoryRoot } from '@headgate/local-servers/repository.ts';
import type { MigrationList } from '@prisma/schema-engine-wasm';
import pg from 'pg';
import { readMigrations } from './read-migrations.ts';
import { withSchemaEngine } from './schema-engine/with-schema-engine.ts';

export const migrationsDirectory = `${repositoryRoot}/prisma/migrations`;

/**
 * Brings a database up to date with `prisma/migrations`: what `prisma migrate deploy` does, in this process.
 * Answers the names of the migrations that it applied; none and almost no time when there is nothing to do.
 * @throws the schema engine's error, which names the migration that failed.
 */
export async function migrateDatabase(url: string, directory = migrationsDirectory): Promise<string[]> {
  const migrationsList = await readMigrations(directory);
  if (await isUpToDate(url, migrationsList)) return [];
  const filters = { externalTables: [], externalEnums: [] };
  const { appliedMigrationNames } = await withSchemaEngine({ url }, undefined, (engine) =>
    engine.applyMigrations({ migrationsList, filters }),
  );
  return appliedMigrationNames;
}

interface AppliedMigration {
  readonly name: string;
  readonly checksum: string;
}

/** Whether Prisma's own table has every migration as finished, with the checksum of its present text. */
async function isUpToDate(url: string, { migrationDirectories }: MigrationList): Promise<boolean> {
  const applied = new Map((await readApplied(url)).map(({ name, checksum }) => [name, checksum]));
  return migrationDirectories.every(({ path, migrationFile: { content } }) => {
    return createHash('sha256').update(content.value).digest('hex') === applied.get(path);
  });
}

async function readApplied(url: string): Promise<AppliedMigration[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<AppliedMigration>(
      'SELECT migration_name AS name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    );
    return rows;
  } catch (error) {
    const undefinedTable = '42P01';
    if ((error as pg.DatabaseError).code === undefinedTable) return [];
    throw error;
  } finally {
    await client.end();
  }
}
