import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backUpPostgres, giveToServer } from '@headgate/local-servers/postgres/back-up-postgres.ts';
import { type Postgres, startPostgres } from '@headgate/local-servers/postgres/start-postgres.ts';
import pg from 'pg';
import { migrateDatabase } from '../prisma/migrate-database.ts';

export interface RestoreReport {
  /** Rows that were there at the point in time to which everything was restored. */
  readonly expectedRows: number;
  /** Rows that are there after the restore. */
  readonly restoredRows: number;
  /** How long the restore took, from the decision to a server that takes writes, in milliseconds. */
  readonly recoveryTimeMs: number;
  /** From the last row that was restored to the point in time asked for, in milliseconds. */
  readonly recoveryPointMs: number;
  /** How much write-ahead log was replayed, in bytes. */
  readonly walBytes: number;
}

/**
 * Restores a database to a moment before an accident, as Azure does it: from a base backup and the write-ahead log that
 * was archived since. The accident is a statement that deletes everybody.
 * @param rows how many rows are written before the backup, and again between it and the accident
 * @see https://www.postgresql.org/docs/current/continuous-archiving.html
 */
export async function drillRestore(rows: number): Promise<RestoreReport> {
  await using stack = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), 'headgate-restore-'));
  stack.defer(() => rm(directory, { recursive: true, force: true }));
  const archive = join(directory, 'archive');
  await mkdir(archive);
  await giveToServer(archive);
  const server = stack.use(await startPostgres({ directory: join(directory, 'primary') }));
  await startArchiving(server, archive);
  await migrateDatabase(server.url);
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  stack.defer(() => client.end());
  await addUsers(client, 'before', rows);
  const backup = join(directory, 'backup');
  await backUpPostgres(server, backup);
  await addUsers(client, 'after', rows);
  const target = await readTarget(client);
  await client.query('DELETE FROM users');
  await archiveUpToNow(client);

  const decidedAt = performance.now();
  const restored = stack.use(await restore(backup, archive, target.moment));
  const { restoredRows, lastRowMs } = await readRestored(restored);
  return {
    expectedRows: target.rows,
    restoredRows,
    recoveryTimeMs: performance.now() - decidedAt,
    recoveryPointMs: target.momentMs - lastRowMs,
    walBytes: target.walBytes,
  };
}

async function startArchiving(server: Postgres, archive: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query("ALTER SYSTEM SET archive_mode = 'on'");
  await client.query(
    `ALTER SYSTEM SET archive_command = 'test ! -f "${archive}/%f" && cp "%p" "${archive}/%f"'`,
  );
  await client.end();
  await server.restart();
}

const batch = 500;

async function addUsers(client: pg.Client, prefix: string, count: number): Promise<void> {
  for (let first = 0; first < count; first += batch) {
    const last = Math.min(count, first + batch) - 1;
    await client.query(
      `INSERT INTO users (id, email, display_name, created_at)
       SELECT id, id || '@example.com', id, clock_timestamp()
       FROM (SELECT concat($1::text, '-', n) AS id FROM generate_series($2::integer, $3::integer) AS n)`,
      [prefix, first, last],
    );
  }
}

async function readTarget(client: pg.Client) {
  const { rows } = await client.query<{ rows: number; moment: string; momentMs: number; walBytes: number }>(`
    SELECT (SELECT count(*)::integer FROM users) AS rows, now::text AS moment,
      (extract(epoch FROM now) * 1000)::float8 AS "momentMs",
      pg_wal_lsn_diff(pg_current_wal_lsn(), (SELECT redo_lsn FROM pg_control_checkpoint()))::float8 AS "walBytes"
    FROM clock_timestamp() AS now`);
  const [target] = rows;
  if (!target) throw new Error('PostgreSQL does not tell the time.');
  return target;
}

/** Azure closes a segment of the log every five minutes at the latest; here it is closed now, and awaited. */
async function archiveUpToNow(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ segment: string }>(
    'SELECT pg_walfile_name(pg_switch_wal()) AS segment',
  );
  const segment = rows[0]?.segment ?? '';
  for (;;) {
    const { rowCount } = await client.query('SELECT FROM pg_stat_archiver WHERE last_archived_wal >= $1', [
      segment,
    ]);
    if (rowCount) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function restore(backup: string, archive: string, moment: string): Promise<Postgres> {
  const data = join(backup, 'data');
  const settings = {
    archive_mode: 'off',
    restore_command: `cp "${archive}/%f" "%p"`,
    recovery_target_time: moment,
    recovery_target_action: 'promote',
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'\n`);
  await appendFile(join(data, 'postgresql.auto.conf'), lines.join(''));
  await writeFile(join(data, 'recovery.signal'), '');
  await giveToServer(data);
  return startPostgres({ directory: backup });
}

async function readRestored(server: Postgres): Promise<{ restoredRows: number; lastRowMs: number }> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    while ((await client.query('SELECT WHERE pg_is_in_recovery()')).rowCount)
      await new Promise((resolve) => setTimeout(resolve, 20));
    // A server that takes writes.
    await client.query('UPDATE users SET locale = locale WHERE id = $1', ['before-0']);
    const { rows } = await client.query<{ restoredRows: number; lastRowMs: number }>(`
      SELECT count(*)::integer AS "restoredRows", (extract(epoch FROM max(created_at)) * 1000)::float8 AS "lastRowMs"
      FROM users`);
    return rows[0] ?? { restoredRows: 0, lastRowMs: 0 };
  } finally {
    await client.end();
  }
}
