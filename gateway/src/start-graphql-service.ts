import { createHash } from 'node:crypto';
import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import type { Logger } from '@headgate/service/create-logger.ts';
import type { EvaluatePolicies } from './auth/evaluate-policies.ts';
import type { EntityCache } from './caching/entity-cache.ts';
import type { GatewayConfig } from './config.ts';
import type { PersistedQueryCache } from './documents/create-persisted-query-cache.ts';
import { createEngine } from './execution/create-engine.ts';
import { createDescribeFailure } from './execution/describe-failure.ts';
import type { Engine } from './execution/engine.ts';
import type { EngineCounters } from './execution/engine-counters.ts';
import { createSelectHeaders } from './execution/subgraph-client/create-select-headers.ts';
import type { ObservedSubgraphRequest } from './execution/subgraph-client/observe-requests.ts';
import { listSeenHeaders } from './list-seen-headers.ts';
import { openAccess } from './open-access.ts';
import type { PlanStore } from './planning/plan-store.ts';
import type { Callbacks } from './start-callbacks.ts';
import { chooseUpstreams } from './subscriptions/callback/choose-upstreams.ts';
import { createSubscriptions } from './subscriptions/create-subscriptions.ts';
import { createUpstreamPool } from './subscriptions/create-upstream-pool.ts';
import { createDescribeUpstreamFailure } from './subscriptions/describe-upstream-failure.ts';
import type { ServedSupergraph } from './subscriptions/served-supergraph.ts';
import type { SubscriptionCounters } from './subscriptions/subscription-counters.ts';
import { createHotSwap } from './supergraph/hot-swap.ts';
import { readSubgraphUrls } from './supergraph/read-subgraph-urls.ts';
import type { SupergraphSource } from './supergraph/supergraph-source.ts';
import { traceEvent } from './telemetry/trace-event.ts';
import { createApolloServer } from './transports/create-apollo-server.ts';
import { createEngineGateway } from './transports/create-engine-gateway.ts';
import type { GraphQLService } from './transports/graphql-service.ts';
import type { OperationContext } from './transports/operation-context.ts';
import { refuseSubscriptions } from './transports/refuse-subscriptions.ts';

export interface GraphQLServiceOptions {
  readonly config: GatewayConfig;
  /** Evaluates the policies of `@policy` that access tokens do not tell. Default: they are denied. */
  readonly evaluatePolicies?: EvaluatePolicies | undefined;
  readonly source: SupergraphSource;
  readonly persistedQueries: PersistedQueryCache;
  /** Told of each supergraph when it is in service. */
  readonly onSupergraph: (engine: Engine) => void;
  readonly plugins: readonly ApolloServerPlugin<OperationContext>[];
  /** Where plans are shared with other gateways; nowhere without it. */
  readonly planStore: PlanStore | undefined;
  /** Counts what subscriptions do. */
  readonly subscriptionCounters: SubscriptionCounters;
  /** Subgraphs that are subscribed to by HTTP callback; default: none. */
  readonly callbacks: Callbacks | undefined;
  /** Counts what engines do, one after the other. */
  readonly engineCounters: EngineCounters;
  /** What is kept of subgraphs' answers; nothing without it. */
  readonly entityCache: EntityCache | undefined;
  /** Whether clients may see what the entity cache does for them. */
  readonly showsCache: boolean;
  /** Told of each request to a subgraph when it has ended. */
  readonly onSubgraphRequest: ((request: ObservedSubgraphRequest) => void) | undefined;
  readonly logger: Logger;
}

/** They belong to one request; a socket outlives it. */
const traceHeaders = new Set(['traceparent', 'tracestate', 'baggage']);

/** How many of the operations used most are planned before a new supergraph takes over. */
const maxWarmUp = 100;

export type RunningGraphQLService = GraphQLService & AsyncDisposable;

/** Starts what runs operations. Until its source has a supergraph there is nothing to enter. */
export async function startGraphQLService(options: GraphQLServiceOptions): Promise<RunningGraphQLService> {
  return options.config.engine === 'apollo' ? startStockService(options) : startEngineService(options);
}

async function startEngineService(options: GraphQLServiceOptions): Promise<RunningGraphQLService> {
  const { config, source, onSupergraph, logger } = options;
  const { settings } = config;
  const {
    mergeFetches: merge,
    aliasFetches: alias,
    postponeFetches: postpone,
    ...policies
  } = settings.policies;
  const forwarding = config.forwardHeaders.map((forward) => ({ forward }));
  await using cleanup = new AsyncDisposableStack();
  const supergraphs = cleanup.use(
    createHotSwap<ServedSupergraph>({
      onDisposeError: (error) => logger.error({ err: error }, 'disposing of a replaced supergraph failed'),
    }),
  );
  const sockets = cleanup.use(
    createUpstreamPool({
      timeoutMs: config.subgraphTimeoutMs,
      keepAliveMs: config.subscriptions.keepAliveMs,
      retries: config.subscriptions.retries,
    }),
  );
  const subscriptions = createSubscriptions({
    supergraphs,
    upstreams: options.callbacks ? chooseUpstreams(options.callbacks, sockets) : sockets,
    forwardHeaders: listSeenHeaders(config).filter((name) => !traceHeaders.has(name)),
    selectHeaders: createSelectHeaders([...forwarding, ...settings.requestHeaders], {}),
    fields: settings.subscriptions.fields,
    limits: config.subscriptions.limits,
    maxWaitingEvents: config.subscriptions.maxWaitingEvents,
    eventTimeoutMs: config.requestTimeoutMs,
    traceEvent,
    counters: options.subscriptionCounters,
    logger,
    describeUpstreamFailure: createDescribeUpstreamFailure({
      describeFailure: createDescribeFailure(config.exposeSubgraphErrors),
      logger,
    }),
  });
  const apollo = createServer(
    options,
    createEngineGateway({
      supergraphs,
      subscriptions,
      exposesPlans: config.queryPlans,
      entityCache: options.entityCache,
      showsCache: options.showsCache,
    }),
  );
  const subgraphUrls = readUrls(config);
  const timeouts = new Map(Object.entries(settings.timeoutsMs));
  let ready = false;
  let supergraphId: string | undefined;
  cleanup.defer(async () => {
    if (ready) await apollo.stop();
  });
  cleanup.use(
    await source.start(async (supergraphSdl) => {
      const engine = await createEngine({
        supergraphSdl,
        subgraphUrls,
        forwardHeaders: config.forwardHeaders,
        ...(options.planStore && { planning: { store: options.planStore } }),
        counters: options.engineCounters,
        onSubgraphRequest: options.onSubgraphRequest,
        headerRules: settings.requestHeaders,
        timeoutMs: (subgraph) => timeouts.get(subgraph) ?? config.subgraphTimeoutMs,
        policies,
        waves: { merge, alias, postpone, holdMs: settings.holdMs },
        exposeSubgraphErrors: config.exposeSubgraphErrors,
        warmUp: supergraphs.current?.engine.mostUsed(maxWarmUp) ?? [],
        logger,
      });
      const ownUrls = readSubgraphUrls(supergraphSdl);
      const unknown = Object.keys(subgraphUrls).filter((name) => !ownUrls.has(name));
      if (unknown.length > 0)
        logger.warn({ unknown }, 'SUBGRAPHS names subgraphs that the supergraph has not got');
      const urls = new Map([...ownUrls, ...Object.entries(subgraphUrls)]);
      supergraphs.replace({
        sdl: supergraphSdl,
        engine,
        access: openAccess({
          supergraphSdl,
          schema: engine.apiSchema,
          config,
          evaluatePolicies: options.evaluatePolicies,
          logger,
        }),
        subgraphUrls: urls,
        [Symbol.asyncDispose]: () => engine[Symbol.asyncDispose](),
      });
      logger.info({ subgraphs: [...urls.keys()] }, 'supergraph loaded');
      if (!ready) await apollo.start();
      ready = true;
      supergraphId = createHash('sha256').update(supergraphSdl).digest('base64url');
      onSupergraph(engine);
    }),
  );
  const running = cleanup.move();
  return {
    apollo,
    enter: () => (ready ? supergraphs.lease() : undefined),
    get supergraphId() {
      return supergraphId;
    },
    classOf: (identity) => supergraphs.current?.access?.classOf(identity),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

async function startStockService(options: GraphQLServiceOptions): Promise<RunningGraphQLService> {
  const { config, source, logger } = options;
  // Loaded when wanted: it takes much memory.
  const { createStockGateway } = await import('./transports/create-stock-gateway.ts');
  const gateway = createStockGateway({ source, subgraphUrls: readUrls(config), logger });
  const apollo = createServer({ ...options, plugins: [refuseSubscriptions(), ...options.plugins] }, gateway);
  await apollo.start();
  return {
    apollo,
    enter: () => ({ [Symbol.dispose]: () => undefined }),
    supergraphId: undefined,
    classOf: () => undefined,
    [Symbol.asyncDispose]: () => apollo.stop(),
  };
}

function createServer(options: GraphQLServiceOptions, gateway: GatewayInterface) {
  const { config, persistedQueries, plugins, logger } = options;
  const { introspection, limits } = config;
  return createApolloServer({ gateway, persistedQueries, introspection, limits, plugins, logger });
}

function readUrls({ subgraphs }: GatewayConfig): Readonly<Record<string, string>> {
  return Object.fromEntries(subgraphs.map(({ name, url }) => [name, url]));
}
