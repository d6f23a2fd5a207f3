import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum, type SqlDriverAdapter } from '@prisma/driver-adapter-utils';
import pg from 'pg';

/** PostgreSQL's internal type `"char"`, a single byte; its catalogs are full of it, other schemas hardly. */
const charOid = 18;
/** A type that the driver adapter knows and that reads the same. */
const nameOid = 19;

/**
 * Connects a schema engine to a database. Prisma's driver adapter was made for queries; migrations need three things more:
 * columns of type `"char"`, scripts with a `;` inside functions and strings, and one session for all of it.
 */
export async function openMigrationAdapter(url: string): Promise<SqlDriverAdapter> {
  const connection = new URL(url);
  const schema = connection.searchParams.get('schema') ?? undefined;
  connection.searchParams.delete('schema');
  const pool = new pg.Pool({ connectionString: connection.href, max: 1, idleTimeoutMillis: 0 });
  const charColumns = relabelChars(pool);
  const factory = new PrismaPg(pool, { disposeExternalPool: true, ...(schema && { schema }) });
  const adapter = await factory.connect();
  return {
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    executeRaw: (query) => adapter.executeRaw(query),
    getConnectionInfo: () => adapter.getConnectionInfo(),
    startTransaction: (isolationLevel) => adapter.startTransaction(isolationLevel),
    async queryRaw(query) {
      const result = await adapter.queryRaw(query);
      for (const column of charColumns.get(result.rows) ?? []) {
        result.columnTypes[column] = ColumnTypeEnum.Character;
        for (const row of result.rows) if (row[column] === '') row[column] = '\0';
      }
      return result;
    },
    async executeScript(script) {
      // Without parameters PostgreSQL takes many statements at once; only the adapter's query knows how to wrap its errors.
      await adapter.executeRaw({ sql: script, args: [], argTypes: [] });
    },
    dispose: () => adapter.dispose(),
  };
}

/** Lets the adapter read `"char"` columns as names, and remembers by the rows of a result which columns they were. */
function relabelChars(pool: pg.Pool): WeakMap<unknown[][], number[]> {
  const columns = new WeakMap<unknown[][], number[]>();
  type Result = pg.QueryArrayResult;
  const query = pool.query.bind(pool) as (config: pg.QueryArrayConfig) => Promise<Result | Result[]>;
  const relabel = async (config: pg.QueryArrayConfig) => {
    const result = await query(config);
    if (Array.isArray(result)) return result; // of a script, whose rows nobody reads
    const found = result.fields.flatMap((field, index) => (field.dataTypeID === charOid ? [index] : []));
    for (const index of found) Object.assign(result.fields[index] ?? {}, { dataTypeID: nameOid });
    if (found.length > 0) columns.set(result.rows, found);
    return result;
  };
  pool.query = relabel as typeof pool.query;
  return columns;
}
