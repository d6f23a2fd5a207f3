import type { Logger } from '@headgate/service/create-logger.ts';
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '../__generated__/prisma/client.ts';
import type { Config } from '../config.ts';
import { translateDatabaseError } from './translate-database-error.ts';

/** How much longer than PostgreSQL itself we wait for the end of a statement. */
const silenceMs = 1_000;

/** The accounts database: a pool of connections that is filled on demand and heals by itself. */
export type Database = Pick<
  PrismaClient,
  | 'user'
  | 'device'
  | 'place'
  | 'pendingInstallation'
  | '$queryRaw'
  | '$executeRaw'
  | '$transaction'
  | '$disconnect'
>;

/**
 * Prepares to use PostgreSQL; the first query connects.
 * Each query throws SERVICE_UNAVAILABLE while the server is away.
 * @param onStatement hears of every SQL statement.
 */
export function connectDatabase(
  config: Config['database'],
  logger: Logger,
  onStatement?: (sql: string) => void,
): Database {
  const onConnectionLost = (error: Error) => logger.warn({ err: error }, 'a database connection was lost');
  const adapter = new PrismaPg(
    {
      connectionString: config.url,
      max: config.poolSize,
      connectionTimeoutMillis: config.connectTimeoutMs,
      idleTimeoutMillis: config.idleTimeoutMs,
      statement_timeout: config.statementTimeoutMs,
      // For a server that does not even say that it gives up.
      query_timeout: config.statementTimeoutMs + silenceMs,
      application_name: 'accounts',
      keepAlive: true,
    },
    { onPoolError: onConnectionLost, onConnectionError: onConnectionLost },
  );
  const client = new PrismaClient({
    adapter,
    errorFormat: 'minimal',
    log: [{ level: 'query', emit: 'event' }],
  });
  if (onStatement) client.$on('query', ({ query }) => onStatement(query));
  const guarded = client.$extends({
    query: {
      async $allOperations({ query, args }) {
        try {
          return await query(args);
        } catch (error) {
          throw translateDatabaseError(error);
        }
      },
    },
  });
  // Prisma gives every extended client types of their own, though this extension changes none.
  return guarded as unknown as Database;
}
