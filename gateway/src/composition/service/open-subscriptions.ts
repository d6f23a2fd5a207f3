import type { createSubgraphSettingsOf } from '../../config/subgraph-settings.ts';
import { createDescribeFailure } from '../../execution/describe-failure.ts';
import type { EngineResult } from '../../execution/engine.ts';
import { createSelectHeaders } from '../../execution/subgraph-client/create-select-headers.ts';
import { extendResult } from '../../execution/writing/create-result.ts';
import { tellEvents } from '../../operations/plugins/tell-events.ts';
import { chooseUpstreams } from '../../subscriptions/callback/choose-upstreams.ts';
import { createSubscriptions } from '../../subscriptions/create-subscriptions.ts';
import type { ServedSupergraph } from '../../subscriptions/served-supergraph.ts';
import { createRetryingUpstreams } from '../../subscriptions/upstreams/create-retrying-upstreams.ts';
import { createUpstreamPool } from '../../subscriptions/upstreams/create-upstream-pool.ts';
import { createDescribeUpstreamFailure } from '../../subscriptions/upstreams/describe-upstream-failure.ts';
import { withRequestHook } from '../../subscriptions/upstreams/with-request-hook.ts';
import type { HotSwap } from '../../supergraph/hot-swap.ts';
import { tellEventTrace } from '../../telemetry/clients/tell-event-trace.ts';
import { traceEvent } from '../../telemetry/trace-event.ts';
import { traceHeaders } from '../../values/trace-headers.ts';
import { listSeenHeaders } from '../list-seen-headers.ts';
import type { GraphQLServiceOptions } from './graphql-service-options.ts';

export interface SubscriptionParts {
  readonly supergraphs: HotSwap<ServedSupergraph>;
  readonly settingsOf: ReturnType<typeof createSubgraphSettingsOf>;
}

/** Opens the subscriptions of clients, on upstreams over WebSocket or by callback. */
export function openSubscriptions(
  options: GraphQLServiceOptions,
  { supergraphs, settingsOf }: SubscriptionParts,
  cleanup: AsyncDisposableStack,
) {
  const { config, hooks, logger } = options;
  const { settings } = config;
  const forwarding = config.forwardHeaders.map((forward) => ({ forward }));
  const sockets = cleanup.use(
    createUpstreamPool({
      timeoutMs: config.subgraphTimeoutMs,
      keepAliveMs: config.subscriptions.keepAliveMs,
      settingsOf,
    }),
  );
  return createSubscriptions({
    supergraphs,
    upstreams: createRetryingUpstreams(
      withRequestHook(
        options.callbacks ? chooseUpstreams(options.callbacks, sockets) : sockets,
        hooks.onSubgraphRequest,
      ),
      config.subscriptions,
    ),
    forwardHeaders: listSeenHeaders(config).filter((name) => !traceHeaders.includes(name)),
    selectHeaders: createSelectHeaders([...forwarding, ...settings.requestHeaders], {}),
    fields: settings.subscriptions.fields,
    limits: config.subscriptions.limits,
    maxWaitingEvents: config.subscriptions.maxWaitingEvents,
    eventTimeoutMs: config.requestTimeoutMs,
    traceEvent: tellEvents(
      config.clientTelemetry?.sample
        ? tellEventTrace<EngineResult>(traceEvent, extendResult)
        : traceEvent<EngineResult>,
      hooks.onSubscriptionEvent,
    ),
    counters: options.subscriptionCounters,
    onEnd: options.onSubscriptionEnd,
    logger,
    describeUpstreamFailure: createDescribeUpstreamFailure({
      describeFailure: createDescribeFailure(config.exposeSubgraphErrors),
      logger,
    }),
  });
}
