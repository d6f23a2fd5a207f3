import type { PlanningContext } from '../planning/plan-operation.ts';
import { type BuiltSupergraph, describeInvalidSupergraph } from '../supergraph/build-supergraph.ts';
import { isUnixAddress, readUnixAddress } from '../values/unix-address.ts';
import { createDescribeFailure } from './describe-failure.ts';
import type { EngineCounters } from './engine-counters.ts';
import { silentLogger } from './engine-logger.ts';
import type { CreateEngineOptions, EngineTraffic } from './engine-options.ts';
import { defaultCircuit } from './subgraph-client/circuit-options.ts';
import {
  createSelectHeaders,
  defaultForwardedHeaders,
  type HeaderRule,
} from './subgraph-client/create-select-headers.ts';
import { createSubgraphClient } from './subgraph-client/create-subgraph-client.ts';
import type { SendFetch } from './subgraph-client/send-fetch.ts';
import { createTellCircuits } from './subgraph-client/tell-circuits.ts';
import { withHooks } from './subgraph-client/with-hooks.ts';

export interface EngineParts {
  readonly supergraph: BuiltSupergraph;
  readonly planning: PlanningContext;
  readonly traffic: EngineTraffic;
  readonly headerRules: readonly HeaderRule[];
  /** Sends to subgraphs. */
  readonly send: SendFetch;
  readonly counters: EngineCounters;
}

/** What steps of every plan of an engine share. */
export function createPlanContext(options: CreateEngineOptions, parts: EngineParts) {
  const { supergraph, planning, traffic, headerRules, send, counters } = parts;
  const { timeoutMs = 30_000, logger = silentLogger } = options;
  return {
    types: supergraph.types,
    requirements: planning.requirements,
    logger,
    counters,
    deduplicates: traffic.deduplicate,
    reusesFields: traffic.reuseFields,
    waveOptions: { merge: true, alias: true, postpone: true, holdMs: 3, ...options.waves },
    describeFailure: createDescribeFailure(options.exposeSubgraphErrors ?? false),
    callSubgraph: createSubgraphClient({
      onRequest: options.onSubgraphRequest,
      send: withHooks(send, options.hooks ?? {}),
      urls: readUrls(supergraph, options.subgraphUrls ?? {}),
      counters,
      selectHeaders: createSelectHeaders(headerRules),
      traffic,
      traces: options.traces,
      maxReplyBytes: options.maxReplyBytes ?? (() => 64 * 1024 * 1024),
      circuitOf: options.circuitOf ?? (() => defaultCircuit),
      onCircuit: createTellCircuits(logger, options.onCircuit),
      timeoutMs: typeof timeoutMs === 'number' ? () => timeoutMs : timeoutMs,
    }),
  };
}

/** @throws ServiceError `SUPERGRAPH_INVALID` for a wrong address of a Unix socket */
function readUrls(
  { subgraphs }: BuiltSupergraph,
  given: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  return new Map(
    subgraphs.map(({ name, url: own }) => {
      const url = given[name] ?? own;
      const problem = isUnixAddress(url) ? readUnixAddress(url).problem : undefined;
      if (problem !== undefined)
        throw describeInvalidSupergraph(new Error(`the url of the subgraph "${name}", "${url}": ${problem}`));
      return [name, url];
    }),
  );
}

/** What is done to headers on the way to subgraphs. */
export function listHeaderRules(
  { compression = () => true, forwardHeaders, headerRules }: CreateEngineOptions,
  { subgraphs }: BuiltSupergraph,
): readonly HeaderRule[] {
  const plain = subgraphs.map(({ name }) => name).filter((name) => !compression(name));
  return [
    ...(forwardHeaders ?? defaultForwardedHeaders).map((forward) => ({ forward })),
    ...(headerRules ?? []),
    ...(plain.length > 0 ? [{ remove: 'accept-encoding', subgraphs: plain }] : []),
  ];
}
