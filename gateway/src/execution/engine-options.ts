import type { PlanStore } from '../planning/plans/plan-store.ts';
import type { TraceSteps } from '../ports/trace-steps.ts';
import type { ExposeSubgraphErrors } from './describe-failure.ts';
import type { PreparedOperation } from './engine.ts';
import type { EngineCounters } from './engine-counters.ts';
import type { EngineLogger } from './engine-logger.ts';
import { type CircuitOptions, defaultCircuit } from './subgraph-client/circuit-options.ts';
import type { HeaderRule } from './subgraph-client/create-select-headers.ts';
import type { SubgraphTraffic } from './subgraph-client/create-subgraph-client.ts';
import type { Http2Mode } from './subgraph-client/http2-mode.ts';
import type { ObservedSubgraphRequest } from './subgraph-client/observe-requests.ts';
import type { SendSubgraphRequest } from './subgraph-client/send-subgraph-request.ts';
import type { CircuitChange } from './subgraph-client/tell-circuits.ts';
import type { SubgraphHooks } from './subgraph-client/with-hooks.ts';
import type { WaveOptions } from './waves/wave-options.ts';

export interface CreateEngineOptions {
  readonly supergraphSdl: string;
  /** Replaces the URLs of the supergraph, by the name of the subgraph. */
  readonly subgraphUrls?: Readonly<Record<string, string>>;
  /** The way to the subgraphs; by default a pool of kept-alive connections that the engine owns. */
  readonly send?: SendSubgraphRequest | undefined;
  /** See and change what goes to subgraphs, and what comes from them. Default: nobody does. */
  readonly hooks?: SubgraphHooks | undefined;
  /** How long each subgraph may take to answer in full. Default: 30,000. */
  readonly timeoutMs?: number | ((subgraph: string) => number);
  /** How large an answer of each subgraph may be, in bytes, decompressed. Default: 64 MiB. */
  readonly maxReplyBytes?: (subgraph: string) => number;
  /** Whether each subgraph is asked for compressed answers. Default: yes. */
  readonly compression?: (subgraph: string) => boolean;
  /** Whether each subgraph is asked over HTTP/2. Default: `auto`. */
  readonly http2Of?: (subgraph: string) => Http2Mode;
  /** When each subgraph is left alone since it fails. Default: see {@link defaultCircuit}. */
  readonly circuitOf?: (subgraph: string) => CircuitOptions;
  /** Names, in lower case, of the client's headers that subgraphs get. Default: `authorization` and the W3C trace context. */
  readonly forwardHeaders?: readonly string[];
  /** What else to do with the headers of requests to subgraphs, after forwarding. */
  readonly headerRules?: readonly HeaderRule[];
  /** Whether clients read the subgraphs' own error messages. Default: no. */
  readonly exposeSubgraphErrors?: ExposeSubgraphErrors;
  /** Decides for each operation that is planned whether a label of `@override(label:)` is on. Default: `percent(n)` by chance, others off. Operations are planned for each combination of labels that it lets be: at most as many plans are kept as `planCacheMaxBytes` holds. */
  readonly isOverrideActive?: ((label: string) => boolean) | undefined;
  readonly planning?: PlanningOptions;
  /** Operations to plan before the engine is handed out; those that the schema no longer allows are left out. */
  readonly warmUp?: readonly PreparedOperation[];
  /** How much memory compiled operations may take. Default: 64 MiB. */
  readonly planCacheMaxBytes?: number;
  /** What the engine does to spare the subgraphs and itself. Default: all of it. */
  readonly traffic?: Partial<EngineTraffic>;
  /** How fetches to one subgraph travel together. Default: merged and postponed, with a hold of 3 ms. */
  readonly waves?: Partial<WaveOptions>;
  /** Counts what the engine does; read it at any time. */
  readonly counters?: EngineCounters;
  /** Told of each request to a subgraph when it has ended. */
  readonly onSubgraphRequest?: ((request: ObservedSubgraphRequest) => void) | undefined;
  /** Told of each subgraph that is left alone since it fails, and when it is asked again. */
  readonly onCircuit?: ((change: CircuitChange) => void) | undefined;
  /** Shows what is done for an operation in its trace. Default: nobody traces. */
  readonly traces?: TraceSteps | undefined;
  readonly logger?: EngineLogger;
}

export interface EngineTraffic extends SubgraphTraffic {
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
  /**
   * How many fields an operation may have to be planned in this thread, those of an abstract type counted for each type
   * that it may be. Default: 100, which take about 30 ms.
   */
  readonly maxFieldsInline?: number;
  /** How long planning in another thread may take before it is given up. Default: 10,000. */
  readonly timeoutMs?: number;
  /** Where plans are shared with other processes. Default: nowhere. */
  readonly store?: PlanStore;
}

/** What the engine does unless it is told not to. */
export const everything: EngineTraffic = {
  shareInFlight: true,
  retry: true,
  breakCircuit: true,
  shareOperations: true,
  deduplicate: true,
  reuseFields: true,
  keepAlive: true,
  cancelFetches: true,
  passDeadline: true,
};
