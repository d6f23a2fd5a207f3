import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findFreePort } from '../ports/find-free-port.ts';
import { isRoot, unprivileged } from '../postgres/run-unprivileged.ts';

export interface PgBouncer extends AsyncDisposable {
  /** The connection string of the database, by way of PgBouncer. */
  readonly url: string;
}

/**
 * Runs PgBouncer in front of a PostgreSQL as Azure's own does on port 6432: a connection of PostgreSQL serves a client for
 * a transaction, and a startup parameter that PgBouncer does not know is refused.
 * @see https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-pgbouncer
 */
export async function startPgBouncer(program: string, databaseUrl: string): Promise<PgBouncer> {
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  const directory = await mkdtemp(join(tmpdir(), 'headgate-pgbouncer-'));
  const ownPort = await findFreePort();
  const users = join(directory, 'users.txt');
  const settings = join(directory, 'pgbouncer.ini');
  await writeFile(users, `"${username}" "${decodeURIComponent(password)}"\n`);
  await writeFile(
    settings,
    `[databases]
* = host=${hostname} port=${port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${ownPort}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
pool_mode = transaction
`,
  );
  if (isRoot) await chmod(directory, 0o755);
  // It does not run as root either.
  const child = spawn(program, [...(isRoot ? ['--user', unprivileged.user] : []), settings], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stderr })) {
    lines.push(line);
    if (/process up/.test(line)) break;
  }
  if (child.exitCode !== null) throw new Error(`PgBouncer did not start: ${lines.join('\n')}`);
  child.stderr.resume();
  const stop = () => child.kill('SIGKILL');
  process.once('exit', stop);
  return {
    url: `postgresql://${username}:${password}@127.0.0.1:${ownPort}${pathname}`,
    async [Symbol.asyncDispose]() {
      process.off('exit', stop);
      if (child.exitCode === null && child.kill('SIGKILL')) await once(child, 'exit');
      await rm(directory, { recursive: true, force: true });
    },
  };
}
