import type { createSubgraphSettingsOf } from '../../config/subgraph-settings.ts';
import { createEngine } from '../../execution/create-engine.ts';
import type { Engine, PreparedOperation } from '../../execution/engine.ts';
import { traceSteps } from '../../telemetry/trace-steps.ts';
import type { GraphQLServiceOptions } from './graphql-service-options.ts';
import { readUrls } from './read-urls.ts';

/** Creates what makes an engine of each supergraph. */
export function createOpenEngine(
  options: GraphQLServiceOptions,
  settingsOf: ReturnType<typeof createSubgraphSettingsOf>,
): (supergraphSdl: string, warmUp: readonly PreparedOperation[]) => Promise<Engine> {
  const { config, hooks, logger } = options;
  const { settings, extensions } = config;
  const {
    mergeFetches: merge,
    aliasFetches: alias,
    postponeFetches: postpone,
    ...engineTraffic
  } = settings.traffic;
  const subgraphUrls = readUrls(config);
  const timeouts = new Map(Object.entries(settings.timeoutsMs));
  return (supergraphSdl, warmUp) =>
    createEngine({
      supergraphSdl,
      subgraphUrls,
      send: extensions.sendSubgraphRequest,
      hooks,
      isOverrideActive: extensions.isOverrideActive,
      forwardHeaders: config.forwardHeaders,
      ...(options.planStore && { planning: { store: options.planStore } }),
      counters: options.engineCounters,
      onSubgraphRequest: options.onSubgraphRequest,
      onCircuit: options.onCircuit,
      headerRules: settings.requestHeaders,
      timeoutMs: (subgraph) => timeouts.get(subgraph) ?? config.subgraphTimeoutMs,
      maxReplyBytes: (subgraph) => settingsOf(subgraph).maxReplyBytes,
      compression: (subgraph) => settingsOf(subgraph).compression,
      http2Of: (subgraph) => settingsOf(subgraph).http2,
      circuitOf: (subgraph) => settingsOf(subgraph).circuit,
      traffic: engineTraffic,
      waves: { merge, alias, postpone, holdMs: settings.holdMs },
      exposeSubgraphErrors: config.exposeSubgraphErrors,
      warmUp,
      traces: traceSteps,
      logger,
    });
}
