import { rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { isAlive } from './is-alive.ts';
import { readPostmaster } from './read-postmaster.ts';

interface RunningServer {
  /** Of a database in it. */
  readonly url: string;
  readonly port: number;
  /** Its data directory. */
  readonly data: string;
}

/** Kills a server with all its processes, as a power cut does, and waits until its port refuses. */
export async function killServer({ url, port, data }: RunningServer): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('SELECT pid FROM pg_stat_activity');
  const server = readPostmaster(data)?.pid;
  const pids = [...(server ? [server] : []), ...rows.map(({ pid }) => pid)];
  const closed = new Promise((resolve) => client.once('end', resolve));
  for (const pid of pids) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  await closed;
  // After a power cut no process has this id; until somebody has asked how this one ended, it looks alive.
  await rm(join(data, 'postmaster.pid'), { force: true });
  await refusal(port);
}

/** Its processes share what listens: the last of them that goes closes it. */
async function refusal(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const refused = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(false));
      socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ECONNREFUSED'));
    });
    socket.destroy();
    if (refused) return;
    await setTimeout(10);
  }
}
