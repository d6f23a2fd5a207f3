import type { DocumentNode, GraphQLFormattedError, GraphQLSchema, OperationTypeNode } from 'graphql';
import type { Denials } from '../planning/denials.ts';
import type { SubgraphCache } from '../ports/subgraph-cache.ts';
import type { BuiltSupergraph } from '../supergraph/build-supergraph.ts';
import type { PlanDescription } from './describe-plan.ts';

/** What an operation needs from its request, whatever transport brought it. */
export interface EngineRequest {
  /** Variables as the client sent them, already coerced against the API schema. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Headers of the client's request, names in lower case; header rules decide what a subgraph gets. */
  readonly headers: Readonly<Record<string, string>>;
  /** Aborted when nobody waits for the answer any more; running subgraph fetches are cancelled. */
  readonly signal?: AbortSignal;
  /** When the answer has to be there, in milliseconds since 1970. Default: no such time. */
  readonly deadlineMs?: number | undefined;
  /** What is kept of subgraphs' answers; every fetch asks its subgraph without it. */
  readonly subgraphCache?: SubgraphCache | undefined;
  /** Told of each answer that a subgraph gave. */
  readonly onSubgraphReply?: (reply: SubgraphReplyDetails) => void;
}

/** What a subgraph says beside the data of its answer. */
export interface SubgraphReplyDetails {
  readonly subgraph: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** The answer to one operation, or to one event of a subscription: the response map of https://spec.graphql.org/October2021/#sec-Response-Format. */
export interface EngineResult {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: Record<string, unknown>;
}

/** What a subgraph sent for one event of a subscription. */
export interface EngineEvent {
  /** A response map in UTF-8, of which nobody has made objects. */
  readonly json: Buffer;
  /** What it says beside the data and its errors. */
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** A part of an answer that came later, as of https://github.com/graphql/graphql-spec/pull/742 on 2022-08-24. */
export interface EngineDeferredPart {
  readonly data: Record<string, unknown> | null;
  /** The object of the answer that the data belongs to. */
  readonly path: readonly (string | number)[];
  readonly label?: string;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** A part of an answer that is to come. */
export type EnginePendingPart = Pick<EngineDeferredPart, 'path'> & { readonly label?: string | undefined };

/** An answer in parts. */
export interface EngineIncrementalResult {
  readonly initial: EngineResult;
  /** The parts that are known to come when the first one is there; there may be more within them. */
  readonly pending?: readonly EnginePendingPart[];
  /** What comes later, in the order in which it is ready; undefined when the first part is all. */
  readonly deferred: AsyncIterable<readonly EngineDeferredPart[]> | undefined;
}

/** How an operation is to be prepared. */
export interface PrepareOptions {
  /** What the caller may not see: it is null, with an error. Default: nothing. */
  readonly denials?: Denials | undefined;
  /** Whether fragments with `@defer` may come later; else the directive has no effect. Default: no. */
  readonly isIncremental?: boolean;
}

/** The upstream half of a subscription: what to send to the subgraph that owns the root field. */
export interface SubscriptionSource {
  readonly subgraph: string;
  /** The operation text for the subgraph. */
  readonly operation: string;
  /** The variables that it uses, of those of a request. */
  selectVariables(variables: EngineRequest['variables']): Record<string, unknown>;
}

/** A validated operation with its plan, compiled once and run many times. */
export interface PreparedOperation {
  readonly kind: OperationTypeNode;
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly isIncremental: boolean;
  /** Present when, and only when, `kind` is `subscription`. */
  readonly subscription?: SubscriptionSource;
}

/** Everything that can run operations of one supergraph. A reload makes a new engine and disposes of the old one. */
export interface Engine extends AsyncDisposable {
  /** The schema that clients see: validation and introspection use this one. */
  readonly apiSchema: GraphQLSchema;
  /** What it was made of, parsed; addresses are those of the supergraph itself. */
  readonly supergraph: Pick<BuiltSupergraph, 'document' | 'subgraphs'>;
  /** Plans and compiles a valid operation, or finds it in the plan cache. */
  prepare(
    document: DocumentNode,
    operationName: string | undefined,
    options?: PrepareOptions,
  ): Promise<PreparedOperation>;
  /** The operations that were prepared most often, at most `limit` of them: another engine may be made ready for them. */
  mostUsed(limit: number): readonly PreparedOperation[];
  /** Describes how an operation is run. */
  describePlan(operation: PreparedOperation): PlanDescription;
  /** Runs a query or a mutation. Never rejects for a subgraph's failure: that is an error in the result. */
  execute(operation: PreparedOperation, request: EngineRequest): Promise<EngineResult>;
  /** Runs a query or a mutation that was prepared as incremental. Never rejects for a subgraph's failure. */
  executeIncrementally(
    operation: PreparedOperation,
    request: EngineRequest,
  ): Promise<EngineIncrementalResult>;
  /** Resolves the rest of a subscription's plan for one event that came from its {@link SubscriptionSource}. */
  executeEvent(
    operation: PreparedOperation,
    event: EngineEvent,
    request: EngineRequest,
  ): Promise<EngineResult>;
}
