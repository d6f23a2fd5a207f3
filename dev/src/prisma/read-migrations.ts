import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MigrationList } from '@prisma/schema-engine-wasm';

const scriptName = 'migration.sql';
const lockName = 'migration_lock.toml';

/** Reads a directory of Prisma migrations, oldest first, as the schema engine wants it. */
export async function readMigrations(directory: string): Promise<MigrationList> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
  return {
    baseDir: directory,
    lockfile: { path: lockName, content: await readFile(join(directory, lockName), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.map(async (path) => ({
        path,
        migrationFile: {
          path: scriptName,
          content: { tag: 'ok' as const, value: await readFile(join(directory, path, scriptName), 'utf8') },
        },
      })),
    ),
  };
}
