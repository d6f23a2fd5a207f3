import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openSqlite, type Sqlite } from './open-sqlite.ts';

/** All data of the account, and the clock that stamps it. */
export interface Store {
  sqlite: Sqlite;
  /** Milliseconds since 1970. */
  now(): number;
}

const schema = [
  `CREATE TABLE IF NOT EXISTS databases (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    resource TEXT NOT NULL
  )`,
  `CREATE TABLE IF NOT EXISTS containers (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    database INTEGER NOT NULL REFERENCES databases (number),
    id TEXT NOT NULL,
    resource TEXT NOT NULL,
    lsn INTEGER NOT NULL DEFAULT 0,
    UNIQUE (database, id)
  )`,
  `CREATE TABLE IF NOT EXISTS offers (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    resource_rid TEXT NOT NULL UNIQUE,
    offer TEXT NOT NULL
  )`,
];

/**
 * Opens the account's data in `directory`, made where it is missing, or in memory without one.
 *
 * @throws Error where another process has the directory open
 */
export function openStore(options: { directory?: string | undefined; now: () => number }): Store {
  if (options.directory !== undefined) mkdirSync(options.directory, { recursive: true });
  const file = options.directory === undefined ? ':memory:' : join(options.directory, 'cosmos.sqlite');
  try {
    const sqlite = openSqlite(file);
    for (const statement of schema) sqlite.run(statement);
    return { sqlite, now: options.now };
  } catch (error) {
    if (error instanceof Error && /database is locked/.test(error.message))
      throw new Error(`${options.directory} is in use by another local Cosmos DB.`);
    throw error;
  }
}
