import { DefaultAzureCredential } from '@azure/identity';
import { commonErrors } from '@headgate/service/common-errors.ts';
import sql from 'mssql';
import type { GoldParameter, GoldSource, PinnedGold } from './gold-source.ts';
import { normaliseRow } from './normalise-row.ts';

export interface SqlGoldAddress {
  /** Such as `xyz.datawarehouse.fabric.microsoft.com`, or `xyz-ondemand.sql.azuresynapse.net`. */
  readonly server: string;
  readonly database: string;
  /** The schema of the gold tables. */
  readonly schema: string;
}

/** What is asked of a connection; the pool of `mssql` has it. */
export interface SqlConnection {
  query(
    text: string,
    parameters: Readonly<Record<string, GoldParameter>>,
  ): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** The version of gold that the jobs on Spark have published; they write this table last. */
const freshnessQuery =
  'select version, published_at, through from {gold_version} where version = (select max(version) from {gold_version})';

/**
 * Reads gold from the SQL endpoint of Fabric or Synapse, as the process's own identity. Each table is read as it is at the
 * time: the endpoint cannot hold all tables at one version. The endpoint is reached when it is first asked, so that the
 * rest of the subgraph does not wait for a capacity that is paused.
 *
 * @see https://learn.microsoft.com/fabric/data-warehouse/connectivity
 */
export function openSqlGold(
  address: SqlGoldAddress,
  connect: (address: SqlGoldAddress) => Promise<SqlConnection> = connectWithIdentity,
): GoldSource {
  let connecting: Promise<SqlConnection> | undefined;
  function reach(): Promise<SqlConnection> {
    connecting ??= connect(address).catch((error) => {
      connecting = undefined;
      throw error;
    });
    return connecting;
  }
  async function query<R extends object>(text: string, parameters: Readonly<Record<string, GoldParameter>>) {
    const named = text.replace(/\{(\w+)\}/g, (_, name: string) => `[${address.schema}].[${name}]`);
    try {
      return (await (await reach()).query(named, parameters)).map(normaliseRow) as R[];
    } catch (cause) {
      throw commonErrors.create('SERVICE_UNAVAILABLE', { cause });
    }
  }
  return {
    async pin(): Promise<PinnedGold | null> {
      const [row] = await query<{ version: number; published_at: Date; through: Date | null }>(
        freshnessQuery,
        {},
      );
      if (!row) return null;
      return {
        freshness: { version: row.version, publishedAt: row.published_at, through: row.through },
        query,
      };
    },
    async check() {
      await (await reach()).query('select 1 as one', {});
    },
    async [Symbol.asyncDispose]() {
      await (await connecting?.catch(() => undefined))?.close();
    },
  };
}

async function connectWithIdentity({ server, database }: SqlGoldAddress): Promise<SqlConnection> {
  const pool = new sql.ConnectionPool({
    server,
    database,
    options: { encrypt: true },
    pool: { max: 10 },
    requestTimeout: 15_000,
    authentication: { type: 'token-credential', options: { credential: new DefaultAzureCredential() } },
  } as sql.config);
  await pool.connect();
  return {
    async query(text, parameters) {
      const request = pool.request();
      for (const [name, value] of Object.entries(parameters)) request.input(name, value);
      return (await request.query(text)).recordset;
    },
    close: () => pool.close(),
  };
}
