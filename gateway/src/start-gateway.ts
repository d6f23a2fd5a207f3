import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ApolloServerPlugin } from '@apollo/server';
import { readRedisSettings } from '@headgate/redis/read-redis-settings.ts';
import type { Logger } from '@headgate/service/create-logger.ts';
import { createAuthenticate } from './auth/create-authenticate.ts';
import type { EvaluatePolicies } from './auth/evaluate-policies.ts';
import type { CacheMetrics } from './caching/cache-metrics.ts';
import { collectCachePolicy } from './caching/collect-cache-policy.ts';
import { createRedisStore } from './caching/create-redis-store.ts';
import { createTextStore } from './caching/create-text-store.ts';
import type { GatewayConfig } from './config.ts';
import { describeCounters } from './describe-counters.ts';
import { createPersistedQueryCache } from './documents/create-persisted-query-cache.ts';
import { usesEntityCache } from './entity-cache-settings.ts';
import { createEngineCounters } from './execution/engine-counters.ts';
import type { Readiness } from './health/answer-probe.ts';
import { createPlanStore } from './planning/create-plan-store.ts';
import { startCaching } from './start-caching.ts';
import { startCallbacks } from './start-callbacks.ts';
import { startGraphQLService } from './start-graphql-service.ts';
import { startPersistedDocuments } from './start-persisted-documents.ts';
import {
  createSubscriptionCounters,
  type SubscriptionCounters,
} from './subscriptions/subscription-counters.ts';
import { composeRunningSubgraphs } from './supergraph/compose-running-subgraphs.ts';
import { watchSupergraph } from './supergraph/watch-supergraph.ts';
import { createCacheEventCounter } from './telemetry/count-cache-events.ts';
import { createMetrics } from './telemetry/create-metrics.ts';
import { observeSubscriptions } from './telemetry/observe-subscriptions.ts';
import { serveMetrics } from './telemetry/serve-metrics.ts';
import { traceOperations } from './telemetry/trace-operations.ts';
import { traceSocketOperation } from './telemetry/trace-socket-operation.ts';
import { createCheckDocument } from './transports/create-check-document.ts';
import { createFormatError } from './transports/format-error.ts';
import { createApplyCors } from './transports/http/apply-cors.ts';
import { closeGracefully } from './transports/http/close-gracefully.ts';
import { createHttpHandler } from './transports/http/create-http-handler.ts';
import { createHandleGraphQL } from './transports/http/handle-graphql.ts';
import { createHandleInvalidation } from './transports/http/handle-invalidation.ts';
import { observeRequests } from './transports/http/observe-requests.ts';
import { createLiveClients } from './transports/live-clients.ts';
import type { OperationContext } from './transports/operation-context.ts';
import { createGraphiQLPage } from './transports/sandbox/create-graphiql-page.ts';
import { createSandboxPage } from './transports/sandbox/create-sandbox-page.ts';
import { createJudgeOrigin } from './transports/websocket/create-judge-origin.ts';
import { createServeConnection } from './transports/websocket/create-serve-connection.ts';
import { createRunOperation } from './transports/websocket/run-operation.ts';
import { serveWebSocket } from './transports/websocket/serve-websocket.ts';

export interface Gateway extends AsyncDisposable {
  /** Where it serves GraphQL, e.g. `http://127.0.0.1:4000/graphql`; WebSocket at the same address with `ws`. */
  readonly url: string;
  /** Where it serves metrics, if it does. */
  readonly metricsUrl: string | undefined;
  /** What subscriptions do; read it at any time. */
  readonly subscriptions: Readonly<SubscriptionCounters>;
}

export interface GatewayOptions {
  readonly config: GatewayConfig;
  readonly logger: Logger;
  /** Apollo Server plugins beside the gateway's own. */
  readonly plugins?: readonly ApolloServerPlugin<OperationContext>[];
  /** Evaluates the policies of `@policy` that access tokens do not tell. Default: they are denied. */
  readonly evaluatePolicies?: EvaluatePolicies | undefined;
}

/** How long an idle connection is kept: longer than load balancers keep theirs, so that none is closed under a request. */
const keepAliveTimeoutMs = 75_000;

/** How long the head of a request may take to arrive. */
const headersTimeoutMs = 20_000;

/** How long requests in flight may take when the gateway stops, in milliseconds. */
const closeDeadlineMs = 10_000;

/**
 * Starts the gateway. It listens before it has a supergraph: `/health/ready` says when it can serve.
 * @throws ServiceError `SUPERGRAPH_UNREADABLE` or `SUPERGRAPH_INVALID` when the supergraph on disk cannot be served
 */
export async function startGateway({
  config,
  logger,
  plugins = [],
  evaluatePolicies,
}: GatewayOptions): Promise<Gateway> {
  await using cleanup = new AsyncDisposableStack();
  const redis = readRedisSettings(config.redis);
  const { prefix, deadlineMs } = config.cache;
  const cacheEvents = createCacheEventCounter();
  const metrics = config.metrics && createMetrics();
  const cacheMetrics: CacheMetrics = {
    count(event, by) {
      cacheEvents.count(event, by);
      metrics?.countCacheEvent(event, by);
    },
  };
  const store = redis
    ? cleanup.use(createRedisStore({ ...redis, prefix, deadlineMs, metrics: cacheMetrics, logger }))
    : undefined;
  const texts = store && createTextStore(store);
  const { entityCache } = config.settings;
  const caching =
    config.cache.responses || usesEntityCache(entityCache)
      ? cleanup.use(
          await startCaching({
            config,
            shared: store,
            metrics: cacheMetrics,
            countEntities(subgraph, event, by) {
              cacheEvents.count(`entity.${event}`, by, subgraph);
              metrics?.countEntities(subgraph, event, by);
            },
            logger,
          }),
        )
      : undefined;
  const documents = cleanup.use(await startPersistedDocuments({ config, logger }));
  const callbacks = config.callback
    ? cleanup.use(await startCallbacks({ config, callback: config.callback, logger }))
    : undefined;
  const subscriptionCounters = createSubscriptionCounters();
  cleanup.defer(observeSubscriptions(subscriptionCounters));
  const engineCounters = createEngineCounters();
  const service = cleanup.use(
    await startGraphQLService({
      evaluatePolicies,
      subscriptionCounters,
      callbacks,
      planStore: texts && createPlanStore(texts),
      engineCounters,
      entityCache: caching?.entityCache,
      showsCache: entityCache.debugger ?? config.sandbox,
      onSubgraphRequest: metrics?.observeSubgraphRequest,
      config,
      logger,
      plugins: [traceOperations(), ...(caching ? [collectCachePolicy()] : []), ...plugins],
      source: config.supergraph
        ? watchSupergraph({ path: config.supergraph, logger })
        : composeRunningSubgraphs({ subgraphs: config.subgraphs, pollMs: config.subgraphPollMs, logger }),
      persistedQueries: createPersistedQueryCache(texts),
      onSupergraph: (engine) => documents?.useSupergraph(engine),
    }),
  );
  const authenticate = createAuthenticate(config.oidc);
  const { limits, subscriptions } = config;
  const maxNesting = 2 * limits.maxDepth;
  const checking = {
    checkDocument: createCheckDocument({ maxNesting, maxTokens: limits.maxTokens }),
    maxValueDepth: maxNesting + 1,
  };
  const clients = createLiveClients();
  const { maxWaitingEvents, keepAliveMs } = subscriptions;

  function readiness(): Readiness {
    if (clients.isDraining) return 'draining';
    using lease = service.enter();
    return lease ? 'ready' : 'loading';
  }

  const sharedKey = config.cache.invalidationKey;
  const sandbox = createSandboxPage();
  const server = createServer(
    {
      // Clients that would rather speak HTTP/2, as Java's does, are answered as they are.
      shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
      // Who sends slowly must not hold connections for long.
      headersTimeout: Math.min(headersTimeoutMs, config.requestTimeoutMs),
      requestTimeout: config.requestTimeoutMs,
      connectionsCheckingInterval: Math.min(5_000, config.requestTimeoutMs),
    },
    createHttpHandler({
      handleGraphQL: createHandleGraphQL({
        service,
        authenticate,
        maxBodyBytes: limits.maxBodyBytes,
        ...checking,
        timeoutMs: config.requestTimeoutMs,
        responseHeaders: config.settings.responseHeaders,
        documents,
        streams: { maxWaitingEvents, keepAliveMs, clients },
        responseCache: config.cache.responses
          ? caching?.createResponseCache(() => service.supergraphId)
          : undefined,
      }),
      handleInvalidation:
        caching && sharedKey
          ? createHandleInvalidation({ sharedKey, invalidate: caching.invalidate })
          : undefined,
      readiness,
      applyCors: createApplyCors(config.corsOrigins),
      pages: new Map(
        config.sandbox
          ? [
              ['/', sandbox],
              ['/graphql', sandbox],
              ['/graphiql', createGraphiQLPage()],
            ]
          : [],
      ),
      logger,
    }),
  );
  serveWebSocket({
    server,
    path: '/graphql',
    serveConnection: createServeConnection({
      runOperation: createRunOperation({
        service,
        authenticate,
        formatError: createFormatError(logger),
        trace: traceSocketOperation,
        ...checking,
        documents,
      }),
      connectionInitTimeoutMs: subscriptions.connectionInitTimeoutMs,
      maxOperationsPerConnection: subscriptions.maxOperationsPerConnection,
      operationTimeoutMs: config.requestTimeoutMs,
      maxWaitingEvents,
      keepAliveMs,
      clients,
      logger,
    }),
    isDraining: () => clients.isDraining,
    judgeOrigin: createJudgeOrigin(config.corsOrigins),
    maxMessageBytes: limits.maxBodyBytes,
    logger,
  });
  let metricsUrl: string | undefined;
  if (metrics && config.metrics) {
    describeCounters(metrics, { engine: engineCounters, subscriptions: subscriptionCounters });
    observeRequests(server, metrics.observeRequest);
    const { port } = cleanup.use(await serveMetrics({ ...config.metrics, metrics, logger }));
    metricsUrl = `http://${formatHost(config.metrics.host)}:${port}/metrics`;
    logger.info({ metricsUrl }, 'serving metrics');
  }
  const close = closeGracefully(server);
  server.keepAliveTimeout = keepAliveTimeoutMs;
  server.listen(config.port, config.host);
  await once(server, 'listening');
  const url = `http://${formatHost(config.host)}:${(server.address() as AddressInfo).port}/graphql`;
  logger.info({ url }, 'listening');

  cleanup.defer(async () => {
    logger.info({ subscriptions: subscriptionCounters }, 'draining');
    await clients.drain(config.drainMs);
    await close(closeDeadlineMs);
  });
  const running = cleanup.move();
  return {
    url,
    metricsUrl,
    subscriptions: subscriptionCounters,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

function formatHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
