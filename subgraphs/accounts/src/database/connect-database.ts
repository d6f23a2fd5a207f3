import type { Logger } from '@headgate/service/create-logger.ts';
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '../__generated__/prisma/client.ts';
import { createPool } from './create-pool.ts';
import type { DatabaseOptions } from './database-options.ts';
import { isSilence, translateDatabaseError } from './translate-database-error.ts';
import { watchServer } from './watch-server.ts';

/** The accounts database: a pool of connections that is filled on demand and heals by itself. */
export type Database = Pick<
  PrismaClient,
  | 'accountChange'
  | 'user'
  | 'device'
  | 'erasure'
  | 'place'
  | 'pendingInstallation'
  | '$queryRaw'
  | '$executeRaw'
  | '$transaction'
  | '$disconnect'
>;

export interface ConnectOptions extends DatabaseOptions {
  /** Look at the server that often, in milliseconds, to notice that another has taken over. Default: never. */
  readonly watchIntervalMs?: number | undefined;
}

/**
 * Prepares to use PostgreSQL; the first query connects.
 * Each query throws SERVICE_UNAVAILABLE while the server is away.
 * @param onStatement hears of every SQL statement.
 */
export function connectDatabase(
  options: ConnectOptions,
  logger: Logger,
  onStatement?: (sql: string) => void,
): Database {
  const onConnectionLost = (error: Error) => logger.warn({ err: error }, 'a database connection was lost');
  const { pool, client: watched, cutConnections } = createPool(options);
  const adapter = new PrismaPg(pool, {
    disposeExternalPool: true,
    onPoolError: onConnectionLost,
    onConnectionError: onConnectionLost,
  });
  const { watchIntervalMs: intervalMs } = options;
  const watch =
    intervalMs &&
    watchServer({
      client: watched,
      intervalMs,
      logger,
      onChange: () => cutConnections('the server has changed'),
    });
  const client = new PrismaClient({
    adapter,
    errorFormat: 'minimal',
    // Without these a transaction has 2 s to begin and 5 s to end, whatever is configured for statements.
    transactionOptions: { maxWait: options.connectTimeoutMs, timeout: options.statementTimeoutMs },
    log: [{ level: 'query', emit: 'event' }],
  });
  if (onStatement) client.$on('query', ({ query }) => onStatement(query));
  const guarded = client.$extends({
    query: {
      async $allOperations({ query, args }) {
        try {
          return await query(args);
        } catch (error) {
          // Prisma hands the connection of a transaction back with the unanswered statement still on it.
          if (isSilence(error)) cutConnections('the server is silent');
          throw translateDatabaseError(error);
        }
      },
    },
  });
  // Prisma gives every extended client types of their own, though this extension changes none.
  const database = translateTransactions(guarded as unknown as Database);
  if (!watch) return database;
  const disconnect = async () => {
    await watch[Symbol.asyncDispose]();
    await database.$disconnect();
  };
  return replaceMember(database, '$disconnect', disconnect);
}

/** What ends a transaction as a whole, such as its time, passes no extension of queries. */
function translateTransactions(database: Database): Database {
  const transact: (...args: unknown[]) => Promise<unknown> = database.$transaction.bind(database) as never;
  const translated = (...args: unknown[]) =>
    transact(...args).catch((error: unknown) => {
      throw translateDatabaseError(error);
    });
  return replaceMember(database, '$transaction', translated);
}

function replaceMember(database: Database, name: keyof Database, member: unknown): Database {
  return new Proxy(database, {
    get: (target, key) => (key === name ? member : Reflect.get(target, key)),
  });
}
