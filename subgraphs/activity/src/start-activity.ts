import { readFile } from 'node:fs/promises';
import { connectCosmos } from '@headgate/cosmos/connect-cosmos.ts';
import { type ChargeMeter, createChargeMeter } from '@headgate/cosmos/create-charge-meter.ts';
import { ensureContainers } from '@headgate/cosmos/ensure-containers.ts';
import { createTokenVerifier } from '@headgate/identity/create-token-verifier.ts';
import type { Logger } from '@headgate/service/create-logger.ts';
import { connectCaches } from '@headgate/subgraph-server/connect-caches.ts';
import { type Subgraph, startSubgraph } from '@headgate/subgraph-server/start-subgraph.ts';
import { activityContainer } from './activity-container.ts';
import type { Config } from './config.ts';
import { type Context, createContext } from './create-context.ts';
import { createCosmosActivityStore } from './create-cosmos-activity-store.ts';
import { resolvers } from './resolvers/resolvers.ts';

const schemaUrl = new URL('../schema.graphql', import.meta.url);

export interface ActivityOptions {
  /** Counts what requests to Cosmos DB cost; its totals are logged at the end. Default: one of its own. */
  readonly meter?: ChargeMeter;
  /** Clock, in milliseconds since 1970. Default: the system's. */
  readonly now?: () => number;
}

/** Connects to Cosmos DB, makes the container what it should be, and serves the subgraph until disposed of. */
export async function startActivity(
  config: Config,
  logger: Logger,
  { meter = createChargeMeter(), now = Date.now }: ActivityOptions = {},
): Promise<Subgraph> {
  await using stack = new AsyncDisposableStack();
  const cosmos = stack.use(connectCosmos(config.cosmos, { meter }));
  const specification = activityContainer(config.retentionDays);
  for (const [id, outcome] of await ensureContainers(cosmos.database, [specification])) {
    logger[outcome === 'outdated' ? 'warn' : 'info']({ container: id, outcome }, 'container');
  }
  const store = createCosmosActivityStore(cosmos.database.container(specification.id));
  const caches = stack.use(connectCaches('activity', config.caches, logger));
  const subgraph = stack.use(
    await startSubgraph<Context>({
      typeDefs: await readFile(schemaUrl, 'utf8'),
      // It refuses one event of many, not all of them.
      fieldsThatCheckTheirArguments: ['Mutation.recordActivities'],
      resolvers,
      host: config.host,
      port: config.port,
      introspection: config.introspection,
      verifyToken: createTokenVerifier({ ...config.identity, logger }),
      createContext: createContext({ store, logger, now }),
      checks: { cosmos: cosmos.check },
      caches,
      logger,
    }),
  );
  const started = stack.move();
  return {
    url: subgraph.url,
    async [Symbol.asyncDispose]() {
      await started.disposeAsync();
      logger.info({ charges: meter.totals() }, 'request units used');
    },
  };
}
