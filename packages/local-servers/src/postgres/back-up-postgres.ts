import { chmod, chown, cp, lstat, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { locateFiles } from './prepare-data-directory.ts';
import { isRoot, unprivileged } from './run-unprivileged.ts';
import type { Postgres } from './start-postgres.ts';

/** What a copy must not have, or makes for itself: https://www.postgresql.org/docs/current/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP-DATA */
const leftOut =
  /\/(postmaster\.(pid|opts)|pg_wal\/.+|pg_replslot\/.+|pg_stat_tmp\/.+|backup_label.*|standby\.signal)$/;

/**
 * Copies the data of a server that runs into an empty directory: a base backup, by PostgreSQL's low-level interface, since
 * npm's PostgreSQL has no pg_basebackup. A server that starts on it needs the WAL since then: from the primary, or from an
 * archive.
 */
export async function backUpPostgres(server: Postgres, directory: string): Promise<void> {
  const from = locateFiles(server.directory);
  const to = locateFiles(directory);
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    await client.query("SELECT pg_backup_start('copy', fast => true)");
    await mkdir(directory, { recursive: true });
    await cp(from.data, to.data, {
      recursive: true,
      filter: (path) => !leftOut.test(path.replaceAll('\\', '/')),
    });
    await cp(from.passwordFile, to.passwordFile);
    const { rows } = await client.query<{ labelfile: string; spcmapfile: string }>(
      'SELECT labelfile, spcmapfile FROM pg_backup_stop(wait_for_archive => false)',
    );
    await writeFile(join(to.data, 'backup_label'), rows[0]?.labelfile ?? '');
    if (rows[0]?.spcmapfile) await writeFile(join(to.data, 'tablespace_map'), rows[0].spcmapfile);
  } finally {
    await client.end();
  }
  await mkdir(join(to.data, 'pg_wal', 'archive_status'), { recursive: true });
  await giveToServer(to.data);
}

/** Hands files over to the user whom the server runs as, who alone may read them. */
export async function giveToServer(path: string): Promise<void> {
  if (isRoot) await chown(path, unprivileged.uid, unprivileged.gid);
  const isDirectory = (await lstat(path)).isDirectory();
  await chmod(path, isDirectory ? 0o700 : 0o600);
  if (!isDirectory) return;
  for (const name of await readdir(path)) await giveToServer(join(path, name));
}
