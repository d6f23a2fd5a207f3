import { CosmosClient } from '@azure/cosmos';
import { spawnFunctionsHost } from '@headgate/functions-host/spawn-functions-host.ts';
import {
  type IdentityProvider,
  startIdentityProvider,
} from '@headgate/identity-provider/start-identity-provider.ts';
import { startLocalCosmos } from '@headgate/local-cosmos/start-local-cosmos.ts';
import { findFreePort } from '@headgate/local-servers/ports/find-free-port.ts';
import { createAlertsClient } from './create-alerts-client.ts';
import { spawnSubgraph } from './spawn-subgraph.ts';

const app = new URL('../..', import.meta.url).pathname;

/** Opens the functions that ask for a key. */
export const functionsKey = 'key of the test';

export interface PipelineOptions {
  /** Default: a new one. It belongs to the caller. */
  readonly issuer?: IdentityProvider;
  /** Further environment of all processes. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Further app settings of the functions. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Runs everything between an event in Cosmos DB and a subscriber: database, functions, alerts subgraph, each a process of its own. */
export async function startPipeline(redisUrl?: string, options: PipelineOptions = {}) {
  await using stack = new AsyncDisposableStack();
  const cosmos = stack.use(await startLocalCosmos());
  const issuer = options.issuer ?? stack.use(await startIdentityProvider());
  const client = stack.adopt(new CosmosClient(cosmos.connectionString), (each) => each.dispose());
  const { database } = await client.databases.create({ id: 'headgate' });
  const { container: activity } = await database.containers.create({
    id: 'activity',
    partitionKey: { paths: ['/userId'] },
  });
  const settings = {
    COSMOS_CONNECTION_STRING: cosmos.connectionString,
    ...(redisUrl && { REDIS_URL: redisUrl }),
    ...options.environment,
  };
  const alertsEnvironment = { ...settings, ...issuer.env, PORT: String(await findFreePort()) };
  const hostSettings = {
    FEED_POLL_DELAY_MS: '50',
    ...settings,
    ...options.settings,
    FUNCTIONS_KEY: functionsKey,
    WEBSITE_INSTANCE_ID: 'one',
  };
  let alerts = stack.use(await spawnSubgraph('alerts', alertsEnvironment));
  const host = { current: stack.use(await spawnFunctionsHost(app, hostSettings)) };
  const resources = stack.move();
  return {
    activity,
    alerts: database.container('alerts'),
    deadLetters: database.container('dead-letters'),
    /** A client of the alerts subgraph for one user; its subscriptions outlive a restart of it. */
    connect: async (userId: string) =>
      resources.use(createAlertsClient(alerts.url, await issuer.issueToken({ userId }))),
    /** Gives the dead letters of a function to it again. */
    async replay(functionName: string, key: string) {
      const url = `${host.current.url}/api/dead-letters/${functionName}/replay`;
      const response = await fetch(url, { method: 'POST', headers: { 'x-functions-key': key } });
      return { status: response.status, body: await response.text() };
    },
    /** Kills the functions host and starts another one. */
    async restartFunctions() {
      await host.current.end('SIGKILL');
      host.current = resources.use(await spawnFunctionsHost(app, hostSettings));
    },
    /** Kills the alerts subgraph and starts it again at the same address. */
    async restartAlerts() {
      await alerts.kill();
      alerts = resources.use(await spawnSubgraph('alerts', alertsEnvironment));
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
