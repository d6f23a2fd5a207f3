import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';

const dialect = new URL('../../dialects/duckdb.sql', import.meta.url);

export type SqlRow = Readonly<Record<string, unknown>>;

/** A DuckDB database; one process at a time has it. Times are UTC. */
export interface Warehouse extends AsyncDisposable {
  readonly connection: DuckDBConnection;
  run(sql: string, values?: Record<string, DuckDBValue>): Promise<void>;
  /** Rows with whole numbers as bigint, times as Date. */
  query<R extends object = SqlRow>(sql: string, values?: Record<string, DuckDBValue>): Promise<R[]>;
  /** Runs `work` as one transaction: all of it or, when it throws, nothing. */
  transaction<T>(work: () => Promise<T>): Promise<T>;
}

export interface WarehouseOptions {
  /** Where it is kept; default in memory. */
  readonly file?: string;
  /** Such as `2GB`. Default: what DuckDB takes. */
  readonly memoryLimit?: string;
  readonly threads?: number;
}

/**
 * Opens the warehouse, and makes its tables where they are missing.
 *
 * @throws Error where another process has it open
 */
export async function openWarehouse(options: WarehouseOptions = {}): Promise<Warehouse> {
  const { file = ':memory:', memoryLimit, threads } = options;
  if (file !== ':memory:') await mkdir(dirname(file), { recursive: true });
  const instance = await DuckDBInstance.create(file, {
    ...(memoryLimit && { memory_limit: memoryLimit }),
    ...(threads && { threads: String(threads) }),
    // Nothing is fetched: what it needs is built in.
    autoinstall_known_extensions: 'false',
  });
  const connection = await instance.connect();
  const run = async (sql: string, values?: Record<string, DuckDBValue>) => {
    await connection.run(sql, values);
  };
  await run("set timezone = 'UTC'");
  await run('set preserve_insertion_order = false');
  await run(await readFile(dialect, 'utf8'));
  await run(schema);
  return {
    connection,
    run,
    async query<R extends object>(sql: string, values?: Record<string, DuckDBValue>) {
      const reader = await connection.runAndReadAll(sql, values);
      return reader.getRowObjectsJS() as R[];
    },
    async transaction(work) {
      await run('begin');
      try {
        const result = await work();
        await run('commit');
        return result;
      } catch (error) {
        await run('rollback');
        throw error;
      }
    },
    async [Symbol.asyncDispose]() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

const schema = `
  create table if not exists silver_activity (
    user_id varchar not null, id varchar not null, kind varchar not null, occurred_at timestamp not null,
    recorded_at timestamp not null, latitude double, longitude double, place_id varchar, amount_minor_units bigint,
    currency varchar, cosmos_lsn bigint not null, ingest_date date not null);
  create table if not exists touched_hours (hour timestamp primary key);
  create table if not exists loaded_files (source varchar primary key, last_file bigint not null);
`;
