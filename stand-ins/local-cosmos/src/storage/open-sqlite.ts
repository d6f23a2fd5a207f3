import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { effectivePartitionKey } from './effective-partition-key.ts';

type Row = Record<string, unknown>;

/** A SQLite database whose statements are prepared once. */
export interface Sqlite {
  run(sql: string, ...values: SQLInputValue[]): void;
  get<R extends object = Row>(sql: string, ...values: SQLInputValue[]): R | undefined;
  all<R extends object = Row>(sql: string, ...values: SQLInputValue[]): R[];
  /** Rows one at a time; stop early by leaving the loop. */
  iterate<R extends object = Row>(sql: string, ...values: SQLInputValue[]): Iterable<R>;
  /** Runs `work` as one transaction: all of it or, when it throws, nothing. Inside another it is a savepoint. */
  transaction<T>(work: () => T): T;
  /** Forgets prepared statements, which a change of the schema makes stale. */
  forgetStatements(): void;
  close(): void;
}

const maxStatements = 500;

/**
 * Opens `file` (`:memory:` for none) in write-ahead mode: a killed process loses nothing it has committed.
 *
 * @see https://sqlite.org/wal.html
 */
export function openSqlite(file: string): Sqlite {
  const database = new DatabaseSync(file);
  // One process at a time: a second one would not know what the first has cached.
  database.exec(
    'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;',
  );
  // In expressions of indexes too, so a file is of use only where this is defined.
  database.function('effective_partition_key', { deterministic: true }, (key) =>
    effectivePartitionKey(String(key)),
  );
  const statements = new Map<string, StatementSync>();
  let depth = 0;

  function prepare(sql: string): StatementSync {
    const known = statements.get(sql);
    if (known) return known;
    if (statements.size >= maxStatements) statements.clear();
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  }

  return {
    run(sql, ...values) {
      prepare(sql).run(...values);
    },
    get<R extends object>(sql: string, ...values: SQLInputValue[]) {
      return prepare(sql).get(...values) as R | undefined;
    },
    all<R extends object>(sql: string, ...values: SQLInputValue[]) {
      return prepare(sql).all(...values) as unknown as R[];
    },
    iterate<R extends object>(sql: string, ...values: SQLInputValue[]) {
      return prepare(sql).iterate(...values) as unknown as Iterable<R>;
    },
    transaction<T>(work: () => T): T {
      const [begin, commit, rollback] =
        depth === 0
          ? ['BEGIN IMMEDIATE', 'COMMIT', 'ROLLBACK']
          : ['SAVEPOINT nested', 'RELEASE nested', 'ROLLBACK TO nested; RELEASE nested'];
      database.exec(begin as string);
      depth += 1;
      try {
        const result = work();
        database.exec(commit as string);
        return result;
      } catch (error) {
        database.exec(rollback as string);
        throw error;
      } finally {
        depth -= 1;
      }
    },
    forgetStatements() {
      statements.clear();
    },
    close() {
      statements.clear();
      database.close();
    },
  };
}
