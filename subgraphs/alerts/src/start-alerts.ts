import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { alertsContainer, deadLettersContainer } from '@headgate/alerting/alerting-containers.ts';
import { connectCosmos } from '@headgate/cosmos/connect-cosmos.ts';
import { type ChargeMeter, createChargeMeter } from '@headgate/cosmos/create-charge-meter.ts';
import { ensureContainers } from '@headgate/cosmos/ensure-containers.ts';
import { createTokenVerifier } from '@headgate/identity/create-token-verifier.ts';
import { readRedisSettings } from '@headgate/redis/read-redis-settings.ts';
import type { Logger } from '@headgate/service/create-logger.ts';
import { connectCaches } from '@headgate/subgraph-server/connect-caches.ts';
import { type Subgraph, startSubgraph } from '@headgate/subgraph-server/start-subgraph.ts';
import type { Config } from './config.ts';
import { type Context, createContext } from './create-context.ts';
import { createDeadLetterStore } from './dead-letters/create-dead-letter-store.ts';
import { createReplay } from './dead-letters/create-replay.ts';
import { startCosmosAlertFeed } from './feed/start-cosmos-alert-feed.ts';
import { startRedisAlertFeed } from './feed/start-redis-alert-feed.ts';
import { resolvers } from './resolvers/resolvers.ts';
import { createAlertStore } from './stores/create-alert-store.ts';
import { activityContainerId, createHistoryStore } from './stores/create-history-store.ts';
import { createOutbox } from './stores/create-outbox.ts';
import { createRuleStore } from './stores/create-rule-store.ts';

const schemaUrl = new URL('../schema.graphql', import.meta.url);

export interface AlertsOptions {
  /** Clock, in milliseconds since 1970. Default: the system's. */
  readonly now?: () => number;
  /** What requests to Cosmos DB cost is counted here. */
  readonly meter?: ChargeMeter;
}

/** Connects to Cosmos DB and the alert feed, and serves the subgraph until disposed of. */
export async function startAlerts(
  config: Config,
  logger: Logger,
  { now = Date.now, meter = createChargeMeter() }: AlertsOptions = {},
): Promise<Subgraph> {
  await using stack = new AsyncDisposableStack();
  const cosmos = stack.use(connectCosmos(config.cosmos, { meter }));
  for (const [id, outcome] of await ensureContainers(cosmos.database, [alertsContainer])) {
    logger[outcome === 'outdated' ? 'warn' : 'info']({ container: id, outcome }, 'container');
  }
  const container = cosmos.database.container(alertsContainer.id);
  const redis = readRedisSettings(config.redis);
  const feed = stack.use(
    redis ? startRedisAlertFeed(redis, logger) : startCosmosAlertFeed(container, logger),
  );
  logger.info({ feed: redis ? 'redis' : 'change feed' }, 'following alerts');
  const services = {
    alerts: createAlertStore(container),
    rules: createRuleStore(container),
    history: createHistoryStore(container, cosmos.database.container(activityContainerId)),
    deadLetters: createDeadLetterStore(
      cosmos.database.container(deadLettersContainer.id),
      config.functions && createReplay(config.functions),
    ),
    outbox: createOutbox(container),
    feed,
    now,
    createId: randomUUID,
  };
  const caches = stack.use(connectCaches('alerts', config.caches, logger));
  const subgraph = stack.use(
    await startSubgraph<Context>({
      typeDefs: await readFile(schemaUrl, 'utf8'),
      resolvers,
      host: config.host,
      port: config.port,
      introspection: config.introspection,
      verifyToken: createTokenVerifier({ ...config.identity, logger }),
      createContext: createContext(services),
      checks: { cosmos: cosmos.check, feed: feed.check },
      readLoad: feed.lagMs && (() => ({ lagSeconds: (feed.lagMs?.() ?? 0) / 1000 })),
      caches,
      logger,
    }),
  );
  const started = stack.move();
  return { url: subgraph.url, [Symbol.asyncDispose]: () => started.disposeAsync() };
}
