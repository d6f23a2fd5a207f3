import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { isRoot } from '../postgres/run-unprivileged.ts';

const run = promisify(execFile);

/** What to tell a person whose machine has no PgBouncer. */
export const pgBouncerMissing =
  'PgBouncer is not on this machine: as root, apt-get install pgbouncer (Debian, Ubuntu), or brew install pgbouncer (macOS)';

/** Finds PgBouncer's program, or gets it with apt as root; undefined where there is none. */
export async function installPgBouncer(say: (line: string) => void): Promise<string | undefined> {
  const found = await findPgBouncer();
  if (found || !isRoot) return found;
  say('installing pgbouncer with apt-get');
  // policy-rc.d is not consulted for a package that starts itself: without an init system nothing is started.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  try {
    await run('apt-get', ['update']);
    await run('apt-get', ['install', '--yes', '--no-install-recommends', 'pgbouncer'], { env });
  } catch (error) {
    say(`apt-get failed: ${(error as Error).message}`);
  }
  return findPgBouncer();
}

async function findPgBouncer(): Promise<string | undefined> {
  // Debian keeps it where only root's PATH leads.
  for (const folder of [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin']) {
    const program = join(folder, 'pgbouncer');
    if (
      await access(program, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return program;
  }
  return undefined;
}
