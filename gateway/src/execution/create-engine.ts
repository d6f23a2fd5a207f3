import { Agent } from 'undici';
import { createPlanner } from '../planning/create-planner.ts';
import { createPlanningContext } from '../planning/create-planning-context.ts';
import { createPercentOverrides } from '../planning/decide-overrides.ts';
import { createPlanCache } from '../planning/plan-cache.ts';
import type { PlanStore } from '../planning/plan-store.ts';
import { buildSupergraph } from '../supergraph/build-supergraph.ts';
import { createOperationSharing } from './create-operation-sharing.ts';
import { createDescribeFailure, type ExposeSubgraphErrors } from './describe-failure.ts';
import type { Engine, EngineRequest, PreparedOperation } from './engine.ts';
import { createEngineCounters, type EngineCounters } from './engine-counters.ts';
import { type EngineLogger, silentLogger } from './engine-logger.ts';
import { executeEvent } from './execute-event.ts';
import { executeIncrementally, executeOperation } from './execute-operation.ts';
import { type CompiledOperation, prepareOperation } from './prepare-operation.ts';
import {
  createIsTelling,
  createSelectHeaders,
  defaultForwardedHeaders,
  type HeaderRule,
} from './subgraph-client/create-select-headers.ts';
import {
  createSubgraphClient,
  type SubgraphClientPolicies,
} from './subgraph-client/create-subgraph-client.ts';
import type { ObservedSubgraphRequest } from './subgraph-client/observe-requests.ts';
import type { SendSubgraphRequest } from './subgraph-client/send-subgraph-request.ts';
import { createUndiciSender } from './subgraph-client/send-with-undici.ts';
import { withSignal } from './subgraph-client/with-signal.ts';
import { warmUp } from './warm-up.ts';
import type { WaveOptions } from './wave-options.ts';

export interface CreateEngineOptions {
  readonly supergraphSdl: string;
  /** Replaces the URLs of the supergraph, by the name of the subgraph. */
  readonly subgraphUrls?: Readonly<Record<string, string>>;
  /** The way to the subgraphs; by default a pool of kept-alive connections that the engine owns. */
  readonly send?: SendSubgraphRequest;
  /** How long each subgraph may take to answer in full. Default: 30,000. */
  readonly timeoutMs?: number | ((subgraph: string) => number);
  /** Names, in lower case, of the client's headers that subgraphs get. Default: `authorization` and the W3C trace context. */
  readonly forwardHeaders?: readonly string[];
  /** What else to do with the headers of requests to subgraphs, after forwarding. */
  readonly headerRules?: readonly HeaderRule[];
  /** Whether clients read the subgraphs' own error messages. Default: no. */
  readonly exposeSubgraphErrors?: ExposeSubgraphErrors;
  /** Decides for each operation that is planned whether a label of `@override(label:)` is on. Default: `percent(n)` by chance, others off. */
  readonly isOverrideActive?: (label: string) => boolean;
  readonly planning?: PlanningOptions;
  /** Operations to plan before the engine is handed out; those that the schema no longer allows are left out. */
  readonly warmUp?: readonly PreparedOperation[];
  /** How much memory compiled operations may take. Default: 64 MiB. */
  readonly planCacheMaxBytes?: number;
  /** What the engine does to spare the subgraphs and itself. Default: all of it. */
  readonly policies?: Partial<EnginePolicies>;
  /** How fetches to one subgraph travel together. Default: merged and postponed, with a hold of 3 ms. */
  readonly waves?: Partial<WaveOptions>;
  /** Counts what the engine does; read it at any time. */
  readonly counters?: EngineCounters;
  /** Told of each request to a subgraph when it has ended. */
  readonly onSubgraphRequest?: ((request: ObservedSubgraphRequest) => void) | undefined;
  readonly logger?: EngineLogger;
}

export interface EnginePolicies extends SubgraphClientPolicies {
  /** Identical queries with identical headers that run at one time are run once. */
  readonly shareOperations: boolean;
  /** Equal representations of entities are sent once. */
  readonly deduplicate: boolean;
  /** An entity is not asked for fields that another fetch of the same operation has brought. */
  readonly reuseFields: boolean;
  /** Connections to subgraphs are used again. */
  readonly keepAlive: boolean;
  /** What nobody waits for any more is cancelled. */
  readonly cancelFetches: boolean;
}

export interface PlanningOptions {
  /** How many fields an operation may have to be planned in this thread. Default: 100, which take about 30 ms. */
  readonly maxFieldsInline?: number;
  /** How long planning in another thread may take. Default: 10,000. */
  readonly timeoutMs?: number;
  /** Where plans are shared with other processes. Default: nowhere. */
  readonly store?: PlanStore;
}

/**
 * Creates the engine of one supergraph.
 * @throws ServiceError `SUPERGRAPH_INVALID`
 */
export async function createEngine(options: CreateEngineOptions): Promise<Engine> {
  const supergraph = buildSupergraph(options.supergraphSdl);
  const planning = createPlanningContext(supergraph);
  const logger = options.logger ?? silentLogger;
  const { timeoutMs = 30_000, counters = createEngineCounters() } = options;
  const policies: EnginePolicies = {
    shareInFlight: true,
    retry: true,
    breakCircuit: true,
    shareOperations: true,
    deduplicate: true,
    reuseFields: true,
    keepAlive: true,
    cancelFetches: true,
    passDeadline: true,
    ...options.policies,
  };
  const agent = options.send
    ? undefined
    : new Agent({
        connections: 128,
        pipelining: policies.keepAlive ? 1 : 0,
        // The client has a timer for each fetch; these would be two more.
        headersTimeout: 0,
        bodyTimeout: 0,
      });
  agent?.on('connect', () => {
    counters.connectionsOpened += 1;
  });
  const headerRules = [
    ...(options.forwardHeaders ?? defaultForwardedHeaders).map((forward) => ({ forward })),
    ...(options.headerRules ?? []),
  ];
  const context = {
    types: supergraph.types,
    requirements: planning.requirements,
    logger,
    counters,
    deduplicates: policies.deduplicate,
    reusesFields: policies.reuseFields,
    waveOptions: { merge: true, alias: true, postpone: true, holdMs: 3, ...options.waves },
    describeFailure: createDescribeFailure(options.exposeSubgraphErrors ?? false),
    callSubgraph: createSubgraphClient({
      onRequest: options.onSubgraphRequest,
      send: options.send ? withSignal(options.send) : createUndiciSender(agent ?? new Agent()),
      urls: new Map(supergraph.subgraphs.map(({ name, url }) => [name, options.subgraphUrls?.[name] ?? url])),
      counters,
      selectHeaders: createSelectHeaders(headerRules),
      policies,
      timeoutMs: typeof timeoutMs === 'number' ? () => timeoutMs : timeoutMs,
    }),
  };
  const isOverrideActive = options.isOverrideActive ?? createPercentOverrides(Math.random);
  const plans = createPlanCache<CompiledOperation>({
    maxBytes: options.planCacheMaxBytes ?? 64 * 1024 * 1024,
    sizeOf: ({ sizeBytes }) => sizeBytes,
  });
  const planner = createPlanner({
    sdl: options.supergraphSdl,
    context: planning,
    maxFieldsInline: options.planning?.maxFieldsInline ?? 100,
    timeoutMs: options.planning?.timeoutMs ?? 10_000,
    store: options.planning?.store,
    onPlanMade: () => {
      counters.plansMade += 1;
    },
  });
  const execute = policies.shareOperations
    ? createOperationSharing(executeOperation, { counters, isTelling: createIsTelling(headerRules) })
    : executeOperation;
  const admit = policies.cancelFetches ? (request: EngineRequest) => request : withoutSignal;
  const compiled = new WeakMap<PreparedOperation, CompiledOperation>();

  function compiledOf(operation: PreparedOperation): CompiledOperation {
    const found = compiled.get(operation);
    if (found === undefined) throw new TypeError('The operation was prepared by another engine');
    return found;
  }

  const prepare: Engine['prepare'] = async (
    document,
    operationName,
    { isIncremental = false, denials } = {},
  ) => {
    const overrides = new Map(planning.overrideLabels.map((label) => [label, isOverrideActive(label)]));
    const variant = [isIncremental, ...overrides.values()].map(Number).join('');
    const key = { operationName, variant: denials ? `${variant} ${denials.key}` : variant };
    counters.planLookups += 1;
    const operation = await plans.find(document, key, () => {
      counters.planMisses += 1;
      return prepareOperation(document, operationName, {
        supergraph,
        planner,
        context,
        overrides,
        isIncremental,
        denials,
      });
    });
    compiled.set(operation.prepared, operation);
    return operation.prepared;
  };

  await warmUp(options.warmUp ?? [], supergraph.apiSchema, prepare);

  return {
    apiSchema: supergraph.apiSchema,
    prepare,
    mostUsed: (limit) => plans.mostUsed(limit).map(({ prepared }) => prepared),
    describePlan: (operation) => compiledOf(operation).describePlan(),
    execute(operation, request) {
      return execute(compiledOf(operation), { request: admit(request) });
    },
    executeIncrementally(operation, request) {
      return executeIncrementally(compiledOf(operation), { request: admit(request) });
    },
    executeEvent(operation, event, request) {
      return executeEvent(compiledOf(operation), event, { ...context, request: admit(request) });
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([agent?.close(), planner[Symbol.asyncDispose]()]);
    },
  };
}

function withoutSignal({ signal: _, ...request }: EngineRequest): EngineRequest {
  return request;
}
