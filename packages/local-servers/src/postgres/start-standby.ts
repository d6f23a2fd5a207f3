import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { backUpPostgres, giveToServer } from './back-up-postgres.ts';
import { superuser } from './connection-string.ts';
import { createTemporaryDirectory } from './create-temporary-directory.ts';
import { locateFiles } from './prepare-data-directory.ts';
import { type Postgres, startPostgres } from './start-postgres.ts';

export interface Standby extends Postgres {
  /** Makes it a primary. */
  promote(): Promise<void>;
}

/**
 * Starts a standby of a server that runs. What the primary acknowledges from then on, the standby has on its disk too.
 * @see https://www.postgresql.org/docs/current/warm-standby.html#SYNCHRONOUS-REPLICATION
 */
export async function startStandby(primary: Postgres): Promise<Standby> {
  const directory = await createTemporaryDirectory();
  await backUpPostgres(primary, directory);
  const { data, passwordFile } = locateFiles(directory);
  const password = await readFile(passwordFile, 'utf8');
  const source = `host=127.0.0.1 port=${primary.port} user=${superuser} password=${password} application_name=standby`;
  await appendFile(join(data, 'postgresql.auto.conf'), `primary_conninfo = '${source}'\n`);
  await writeFile(join(data, 'standby.signal'), '');
  await giveToServer(data);
  const standby = await startPostgres({ directory });
  await run(primary.url, "ALTER SYSTEM SET synchronous_standby_names = 'standby'");
  await run(primary.url, 'SELECT pg_reload_conf()');
  while (!(await isSynchronous(primary.url))) await new Promise((resolve) => setTimeout(resolve, 20));
  return {
    ...standby,
    async promote() {
      await run(standby.url, 'SELECT pg_promote()');
    },
    async [Symbol.asyncDispose]() {
      await standby[Symbol.asyncDispose]();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function isSynchronous(url: string): Promise<boolean> {
  const { rowCount } = await run(url, "SELECT FROM pg_stat_replication WHERE sync_state = 'sync'");
  return rowCount === 1;
}

async function run(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}
