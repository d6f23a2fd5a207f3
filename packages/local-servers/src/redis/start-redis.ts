import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findFreePort } from '../ports/find-free-port.ts';
import { repositoryCache } from '../repository.ts';
import type { RedisServer } from './find-redis-server.ts';
import { installRedisServer } from './install-redis-server.ts';
import { pidFileOf, stopLeftoverRedis } from './stop-leftover-redis.ts';

export interface RedisOptions {
  /** Default: a free one. */
  readonly port?: number;
  /** Where data is kept over a restart; a server that a killed process left on it is stopped first. Default: a temporary folder that goes with the server. */
  readonly directory?: string;
  /** Default: the one on this machine, installed when there is none. */
  readonly server?: RedisServer;
  /** Arguments for the server beside ours. */
  readonly args?: readonly string[];
}

export interface Redis extends AsyncDisposable {
  readonly url: string;
  /** The server's process now; another one after `restart`. */
  readonly process: ChildProcess;
  /** Stops the server as a crash would. */
  kill(): Promise<void>;
  /** Starts it again on the same port. */
  restart(): Promise<void>;
}

/**
 * Runs a real Redis server on loopback.
 * @throws Error that says how to get Redis where there is none.
 */
export async function startRedis(options: RedisOptions = {}): Promise<Redis> {
  const server =
    options.server ??
    (await installRedisServer(join(repositoryCache, 'redis'), (line) => console.error(line)));
  const port = options.port ?? (await findFreePort());
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'headgate-redis-')));
  await mkdir(directory, { recursive: true });
  await stopLeftoverRedis(directory);
  const persistence =
    options.directory === undefined ? ['--appendonly', 'no', '--save', ''] : ['--appendonly', 'yes'];
  const run = () => runServer(server, { port, directory, args: [...persistence, ...(options.args ?? [])] });
  let child = await run();
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    get process() {
      return child;
    },
    kill,
    async restart() {
      await kill();
      child = await run();
    },
    async [Symbol.asyncDispose]() {
      if (options.directory) {
        child.kill('SIGTERM');
        if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
        return;
      }
      await kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function runServer(
  server: RedisServer,
  {
    port,
    directory,
    args,
  }: { readonly port: number; readonly directory: string; readonly args: readonly string[] },
): Promise<ChildProcess> {
  const place = [
    ...['--port', String(port)],
    ...['--bind', '127.0.0.1'],
    ...['--dir', directory],
    ...['--pidfile', pidFileOf(directory)],
  ];
  const child = spawn(server.command, [...place, ...args], {
    env: { ...process.env, ...server.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    if (line.includes('Ready to accept connections')) {
      child.stdout.resume();
      return child;
    }
  }
  throw new Error(`redis-server did not start on port ${port}:\n${said.slice(-5).join('\n')}`);
}
