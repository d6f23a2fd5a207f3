import { readFile } from 'node:fs/promises';
import { DefaultAzureCredential } from '@azure/identity';
import { createTokenVerifier } from '@headgate/identity/create-token-verifier.ts';
import { connectHub } from '@headgate/push/connect-hub.ts';
import type { Logger } from '@headgate/service/create-logger.ts';
import { connectCaches } from '@headgate/subgraph-server/connect-caches.ts';
import { type Subgraph, startSubgraph } from '@headgate/subgraph-server/start-subgraph.ts';
import type { Config } from './config.ts';
import { type Context, type ContextDependencies, chooseDatabase, createContext } from './create-context.ts';
import { checkWritable } from './database/check-writable.ts';
import { connectDatabase } from './database/connect-database.ts';
import { createCallerQueue } from './database/create-caller-queue.ts';
import { getEntraPassword } from './database/get-entra-password.ts';
import { startInstallationSync } from './installations/start-installation-sync.ts';
import { resolvers } from './resolvers/resolvers.ts';

const schemaUrl = new URL('../schema.graphql', import.meta.url);

/**
 * Serves the subgraph until disposed of.
 * It starts without PostgreSQL too: until that is there, requests fail and `GET /health/ready` says so.
 * @param onStatement hears of every SQL statement.
 */
export async function startAccounts(
  config: Config,
  logger: Logger,
  onStatement?: (sql: string) => void,
): Promise<Subgraph> {
  await using stack = new AsyncDisposableStack();
  const { replicaUrl, signIn } = config.database;
  const getPassword = signIn === 'entra' ? getEntraPassword(new DefaultAzureCredential()) : undefined;
  const database = connectDatabase({ ...config.database, getPassword }, logger, onStatement);
  stack.defer(() => database.$disconnect());
  const replica =
    replicaUrl === undefined
      ? undefined
      : connectDatabase({ ...config.database, url: replicaUrl, getPassword }, logger, onStatement);
  stack.defer(() => replica?.$disconnect());
  const hub = config.push && connectHub(config.push);
  if (!hub) logger.info('push is off: NOTIFICATION_HUB_CONNECTION_STRING is not set');
  const installations =
    hub && startInstallationSync({ database, hub, logger, checkAfterMs: config.deviceCheckAfterMs });
  if (installations) stack.use(installations);
  const caches = stack.use(connectCaches('accounts', config.caches, logger));
  const dependencies: ContextDependencies = {
    database,
    replica,
    queue: createCallerQueue(config.database),
    onDevicesChanged: () => installations?.wake(),
    webPushKey: config.webPushKey,
  };
  const subgraph = stack.use(
    await startSubgraph<Context>({
      typeDefs: await readFile(schemaUrl, 'utf8'),
      resolvers,
      host: config.host,
      port: config.port,
      introspection: config.introspection,
      verifyToken: createTokenVerifier({ ...config.identity, logger }),
      createContext: createContext(dependencies),
      contextForOperation: chooseDatabase(dependencies),
      checks: { database: () => checkWritable(database) },
      caches,
      logger,
    }),
  );
  const started = stack.move();
  return { url: subgraph.url, [Symbol.asyncDispose]: () => started.disposeAsync() };
}
