import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { KeySetCounters } from '@headgate/identity/create-key-set.ts';
import { readRedisSettings } from '@headgate/redis/read-redis-settings.ts';
import type { Logger } from '@headgate/service/create-logger.ts';
import type { GatewayConfig } from '../config/config.ts';
import { createPersistedQueryCache } from '../documents/create-persisted-query-cache.ts';
import { createEngineCounters } from '../execution/engine-counters.ts';
import { compileHooks } from '../operations/plugins/compile-hooks.ts';
import { createPlanStore } from '../planning/plans/create-plan-store.ts';
import type { EndedOperation } from '../ports/ended-operation.ts';
import type { ProcessChannel } from '../ports/process-channel.ts';
import {
  createSubscriptionCounters,
  type SubscriptionCounters,
} from '../subscriptions/subscription-counters.ts';
import type { SupergraphSource } from '../supergraph/supergraph-source.ts';
import { createPseudonymise } from '../telemetry/create-pseudonymise.ts';
import { nameSpan } from '../telemetry/name-span.ts';
import { createObserveCost } from '../telemetry/observe-cost.ts';
import { createObserveOperation } from '../telemetry/observe-operation.ts';
import { createReadAddress } from '../transports/create-read-address.ts';
import { createLiveClients } from '../transports/live-clients.ts';
import type { CallbacksOptions } from './callbacks/start-callbacks.ts';
import { openClientTelemetry } from './open-client-telemetry.ts';
import { openSource } from './open-source.ts';
import { drainWhenDisposed } from './serving/drain-when-disposed.ts';
import { formatHost } from './serving/format-host.ts';
import { openAuthenticate } from './serving/open-authenticate.ts';
import { openHttpServer } from './serving/open-http-server.ts';
import { serveCounters } from './serving/serve-counters.ts';
import { serveSockets } from './serving/serve-sockets.ts';
import type { ServingParts } from './serving/serving-parts.ts';
import { startDemandControl } from './start-demand-control.ts';
import { startGraphQLService } from './start-graphql-service.ts';
import { startMetrics } from './start-metrics.ts';
import { startPersistedDocuments } from './start-persisted-documents.ts';
import type { StartSessionsOptions } from './start-sessions.ts';
import { startStores } from './start-stores.ts';
import { startUsage } from './start-usage.ts';

/** A gateway that has started. It listens when it is told to; until then others may hand it requests. */
export interface GatewayServer extends AsyncDisposable {
  /** Takes `request` and `upgrade` events, and connections, whoever has them. */
  readonly server: Server;
  /** Where it serves metrics, if it does. */
  readonly metricsUrl: string | undefined;
  /** What subscriptions do; read it at any time. */
  readonly subscriptions: Readonly<SubscriptionCounters>;
  /** Listens, and resolves with the address of GraphQL, e.g. `http://127.0.0.1:4000/graphql`. */
  listen(address: { readonly port: number; readonly host: string }): Promise<string>;
}

export interface GatewayServerOptions {
  readonly config: GatewayConfig;
  readonly logger: Logger;
  /** To the processes that serve together with this one; undefined when none do. */
  readonly channel?: ProcessChannel | undefined;
  /** Where supergraphs come from. Default: as the configuration says. */
  readonly source?: SupergraphSource | undefined;
  /** The clock of browser sessions, in milliseconds since 1970. Default: the system's. */
  readonly now?: () => number;
}

/**
 * Starts everything of a gateway but its listening. Running subgraphs are not waited for: `/health/ready` says when it can serve.
 * @throws ServiceError `SUPERGRAPH_UNREADABLE` or `SUPERGRAPH_INVALID` when the supergraph on disk cannot be served
 */
export async function startGatewayServer({
  config,
  logger,
  channel,
  source = openSource(config, logger),
  now = Date.now,
}: GatewayServerOptions): Promise<GatewayServer> {
  const { extensions, path } = config;
  const { prefix } = config.cache;
  const hooks = compileHooks(extensions.plugins ?? [], { logger });
  await using cleanup = new AsyncDisposableStack();
  const redis = readRedisSettings(config.redis);
  const counting = cleanup.use(await startMetrics(config.metrics));
  const metrics = counting?.metrics;
  const { texts, caching } = await startStores({ config, redis, metrics, hooks, channel, logger }, cleanup);
  const showsCache = config.settings.entityCache.debugger ?? config.sandbox;
  const documents = cleanup.use(await startPersistedDocuments({ config, logger }));
  const callbacks = config.callback
    ? cleanup.use(await openCallbacks({ config, callback: config.callback, channel, logger }))
    : undefined;
  const subscriptionCounters = createSubscriptionCounters();
  const persistedQueries = createPersistedQueryCache(texts);
  const engineCounters = createEngineCounters();
  const demandControl = startDemandControl(
    { config, redis, observe: createObserveCost(metrics), logger },
    cleanup,
  );
  const showsCost =
    demandControl !== undefined && (config.settings.demandControl.exposeCost ?? config.sandbox);
  const usage = startUsage({ config, redis, now, logger }, cleanup);
  const pseudonymise = createPseudonymise(config.pseudonymKey);
  const observeOperation = createObserveOperation(metrics, { slowMs: config.slowOperationMs, pseudonymise });
  const clientTelemetry = openClientTelemetry({ config, metrics, pseudonymise });
  const onOperationEnd = (ended: EndedOperation) => {
    observeOperation(ended);
    usage?.record(ended);
  };
  const service = cleanup.use(
    await startGraphQLService({
      hooks,
      subscriptionCounters,
      onSubscriptionEnd: metrics?.countSubscriptionEnd,
      callbacks,
      planStore: texts && createPlanStore(texts),
      engineCounters,
      entityCache: caching?.entityCache,
      demandControl,
      showsCost,
      showsCache,
      onSubgraphRequest: metrics?.observeSubgraphRequest,
      onCircuit: metrics?.observeCircuit,
      config,
      logger,
      onOperation: nameSpan,
      onOperationEnd,
      source,
      persistedQueries,
      onSupergraph: (engine) => documents?.useSupergraph(engine),
    }),
  );
  const keySetCounters: KeySetCounters = { failures: 0, fetchedAtMs: undefined };
  const sessions =
    config.sessions && redis
      ? cleanup.use(await openSessions({ settings: config.sessions, redis, prefix, now, logger }))
      : undefined;
  const clients = createLiveClients();
  const parts: ServingParts = {
    config,
    service,
    authenticate: await openAuthenticate(config, { keySetCounters, logger }),
    sessions,
    caching,
    documents,
    persistedQueries,
    clients,
    readAddress: openReadAddress(config),
    showsCache,
    showsCost,
    onRefused: (code, name) =>
      onOperationEnd({ ...unknownOperation, client: { name, version: undefined }, codes: [code] }),
    usage,
    clientTelemetry,
    prometheus: counting?.prometheus,
    onSocketClose: metrics?.countSocketClose,
    logger,
  };
  const server = await openHttpServer(parts);
  const countRefusals = serveSockets(server, parts);
  const counters = {
    engine: engineCounters,
    subscriptions: subscriptionCounters,
    readQueues: clients.readQueues,
    refusedConnections: countRefusals,
    keys: config.oidc && keySetCounters,
  };
  const metricsUrl =
    counting && (await serveCounters({ config, counting, counters, server, channel, logger }, cleanup));
  cleanup.use(
    drainWhenDisposed(server, {
      clients,
      drainMs: config.drainMs,
      requestTimeoutMs: config.requestTimeoutMs,
      onDraining: () => logger.info({ subscriptions: subscriptionCounters }, 'draining'),
    }),
  );
  const running = cleanup.move();
  return {
    server,
    metricsUrl,
    subscriptions: subscriptionCounters,
    listen: (address) => listen(server, address, { path, logger }),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** One that was not looked at. */
const unknownOperation = { type: undefined, name: undefined, durationMs: 0 };

async function listen(
  server: Server,
  { port, host }: { readonly port: number; readonly host: string },
  { path, logger }: { readonly path: string; readonly logger: Logger },
): Promise<string> {
  server.listen(port, host);
  await once(server, 'listening');
  const url = `http://${formatHost(host)}:${(server.address() as AddressInfo).port}${path}`;
  logger.info({ url }, 'listening');
  return url;
}

/** Loads what hears of callbacks where subgraphs call back. */
async function openCallbacks(options: CallbacksOptions) {
  const { startCallbacks } = await import('./callbacks/start-callbacks.ts');
  return startCallbacks(options);
}

/** Loads what browsers sign in with where they may. */
async function openSessions(options: StartSessionsOptions) {
  const { startSessions } = await import('./start-sessions.ts');
  return startSessions(options);
}

/** Who pays for an operation without a token is told by its address. */
function openReadAddress({ settings: { demandControl }, connections }: GatewayConfig) {
  const isAsked = demandControl.mode !== 'off' && demandControl.budget;
  return isAsked ? createReadAddress(connections.trustedProxies) : undefined;
}
