import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { superuser } from './connection-string.ts';
import type { PostgresPrograms } from './find-postgres-programs.ts';
import { isRoot, runUnprivileged, unprivileged } from './run-unprivileged.ts';

/** Where things are below the directory of one database cluster. */
export function locateFiles(directory: string) {
  return {
    data: join(directory, 'data'),
    log: join(directory, 'server.log'),
    passwordFile: join(directory, 'password'),
  };
}

/** Slower machines wait for each write to reach the disk; data that nobody will miss need not. */
const carelessSettings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/**
 * Creates a database cluster in `directory`, or takes the one that is there.
 * The password is random and kept beside the data, readable by its owner alone.
 */
export async function prepareDataDirectory(
  directory: string,
  programs: PostgresPrograms,
  options: { durable: boolean },
): Promise<{ data: string; log: string; password: string }> {
  const { data, log, passwordFile } = locateFiles(directory);
  if (!existsSync(data)) {
    // Under another name until it is whole: who is interrupted here must not find half a cluster the next time.
    const unfinished = `${data}.unfinished`;
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { recursive: true, mode: 0o700 });
    await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
    if (isRoot) await chown(unfinished, unprivileged.uid, unprivileged.gid);
    await createCluster(unfinished, passwordFile, programs, options.durable ? {} : carelessSettings);
    await rename(unfinished, data);
  }
  return { data, log, password: await readFile(passwordFile, 'utf8') };
}

async function createCluster(
  data: string,
  passwordFile: string,
  programs: PostgresPrograms,
  settings: Record<string, string>,
): Promise<void> {
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', ...settings };
  await runUnprivileged(programs.initdb, [
    '--pgdata',
    data,
    '--username',
    superuser,
    '--pwfile',
    passwordFile,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=icu',
    '--icu-locale=und',
    '--no-sync',
    '--no-instructions',
    ...Object.entries(all).flatMap(([name, value]) => ['--set', `${name}=${value}`]),
  ]);
}
