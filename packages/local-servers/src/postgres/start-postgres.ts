import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import pg from 'pg';
import { findFreePort } from '../ports/find-free-port.ts';
import { connectionString } from './connection-string.ts';
import { copyCluster } from './copy-cluster.ts';
import { createTemporaryDirectory } from './create-temporary-directory.ts';
import { findPostgresPrograms } from './find-postgres-programs.ts';
import { findRunningPostgres } from './find-running-postgres.ts';
import { isAlive } from './is-alive.ts';
import { killServer } from './kill-server.ts';
import { prepareDataDirectory } from './prepare-data-directory.ts';
import { readPostmaster } from './read-postmaster.ts';
import { runUnprivileged } from './run-unprivileged.ts';

export interface PostgresOptions {
  /** Where the data is kept between starts. Default: a temporary directory, removed at the end. */
  readonly directory?: string;
  /** The directory of a server that is stopped: this one begins as a copy of it, where it has no data yet. */
  readonly from?: string;
  /** Default, and 0: a free one. */
  readonly port?: number;
  /** Created when it is missing. Default: `headgate`. */
  readonly database?: string;
  /** Survive a power cut, at the price of slower writes; decided when the data is created. Default: with a `directory`. */
  readonly durable?: boolean;
}

export interface Postgres extends AsyncDisposable {
  /** Connection string of the database, with its password. */
  readonly url: string;
  readonly port: number;
  /** Where its data, its log and its password are. */
  readonly directory: string;
  /** Creates another, empty database on the same server; answers its connection string. */
  createDatabase(name: string): Promise<string>;
  /** Stops the server, cutting off its clients; the data stays. */
  stop(): Promise<void>;
  /** Ends all its processes at once, as a power cut would. */
  kill(): Promise<void>;
  /** Starts the server again on the same port. */
  restart(): Promise<void>;
}

/**
 * Starts a real PostgreSQL on 127.0.0.1, which ends with this process or when disposed of.
 * A server that an earlier, killed process left on the same data is taken over.
 * @throws with the server's own words when it cannot start.
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<Postgres> {
  const { database = 'headgate', durable = options.directory !== undefined } = options;
  const programs = await findPostgresPrograms();
  const directory = options.directory ?? (await createTemporaryDirectory());
  const isTemporary = options.directory === undefined;
  if (options.from) await copyCluster(options.from, directory);
  const { data, log, password } = await prepareDataDirectory(directory, programs, { durable });
  const control = (...args: string[]) => runUnprivileged(programs.pg_ctl, ['--pgdata', data, '-w', ...args]);
  const stop = async () => {
    const postmaster = readPostmaster(data);
    if (postmaster && isAlive(postmaster.pid)) await control('stop', '--mode=fast');
  };
  const startOn = (port: number) =>
    control('start', '--log', log, '--options', `-p ${port}`).catch((cause: Error) => {
      throw new Error(`PostgreSQL cannot start on port ${port}: ${cause.message} Its log is ${log}.`, {
        cause,
      });
    });
  const takeOver = async () => {
    const left = await findRunningPostgres(directory);
    if (!left || !options.port || options.port === left.port) return left?.port;
    return void (await stop());
  };
  const endWithProcess = () => {
    const postmaster = readPostmaster(data);
    if (postmaster && isAlive(postmaster.pid)) process.kill(postmaster.pid, 'SIGINT');
    if (isTemporary) rmSync(directory, { recursive: true, force: true });
  };

  const left = await takeOver();
  const port = left ?? (options.port || (await findFreePort()));
  if (!left) await startOn(port);
  process.once('exit', endWithProcess);
  const createDatabase = async (name: string) => {
    await createDatabaseIfMissing(connectionString(port, password, 'postgres'), name);
    return connectionString(port, password, name);
  };
  return {
    url: await createDatabase(database),
    port,
    directory,
    createDatabase,
    stop,
    kill: () => killServer({ url: connectionString(port, password, 'postgres'), port, data }),
    restart: async () => {
      await stop();
      await startOn(port);
    },
    async [Symbol.asyncDispose]() {
      process.off('exit', endWithProcess);
      await stop();
      if (isTemporary) await rm(directory, { recursive: true, force: true });
    },
  };
}

async function createDatabaseIfMissing(adminUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    // A standby has what its primary has, and creates nothing.
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } catch (error) {
    const duplicateDatabase = '42P04';
    if ((error as pg.DatabaseError).code !== duplicateDatabase) throw error;
  } finally {
    await client.end();
  }
}
