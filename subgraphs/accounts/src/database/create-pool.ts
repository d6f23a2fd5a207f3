import { Socket } from 'node:net';
import pg from 'pg';
import { parseIntoClientConfig } from 'pg-connection-string';
import type { DatabaseOptions } from './database-options.ts';

/** How much longer than PostgreSQL itself we wait for the end of a statement. */
const silenceMs = 1_000;

/** Now and then a connection is made anew, so that who moved by DNS while the old server lived on is found. */
const maxLifetimeSeconds = 1_800;

/** How long a connection is idle before TCP asks whether the other side is still there. */
const keepAliveAfterMs = 10_000;

export interface ConnectionPool {
  readonly pool: pg.Pool;
  /** How a connection beside the pool is made: the same server by the same name, as the same user. */
  readonly client: pg.ClientConfig;
  /** Cuts every connection that there is, those in use and those that are being made as well; the pool makes others. */
  cutConnections(reason: string): void;
}

/**
 * Prepares a pool of connections that is filled on demand. Nothing is said at a connection's start but what PgBouncer
 * knows too.
 */
export function createPool(options: DatabaseOptions): ConnectionPool {
  const { poolSize, connectTimeoutMs, statementTimeoutMs, idleTimeoutMs, getPassword } = options;
  const sockets = new Set<Socket>();
  const openSocket = () => {
    const socket = new Socket();
    sockets.add(socket);
    return socket.once('close', () => sockets.delete(socket));
  };
  const client: pg.ClientConfig = {
    ...parseIntoClientConfig(options.url),
    // Asked for each connection anew: a token lives for an hour, a pool for months.
    ...(getPassword && { password: getPassword }),
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: 'accounts',
    keepAlive: true,
    keepAliveInitialDelayMillis: keepAliveAfterMs,
  };
  const pool = new pg.Pool({
    ...client,
    stream: openSocket,
    max: poolSize,
    idleTimeoutMillis: idleTimeoutMs,
    maxLifetimeSeconds,
    onConnect: (connection) => limitStatements(connection, statementTimeoutMs),
    // For a server that does not even say that it gives up.
    query_timeout: statementTimeoutMs + silenceMs,
  });
  return {
    pool,
    client,
    cutConnections(reason) {
      for (const socket of sockets) socket.destroy(new Error(`Connection terminated: ${reason}`));
    },
  };
}

/**
 * Says on a new connection for how long a statement may run. Behind PgBouncer that is heard by one of the connections to
 * PostgreSQL that all processes share; they all say the same. The role's own default covers those that hear nothing.
 */
async function limitStatements(connection: pg.ClientBase, timeoutMs: number): Promise<void> {
  await connection.query(`SET statement_timeout = ${timeoutMs}`);
}
