import type { Identity } from '@headgate/identity/identity.ts';
import type {
  DocumentNode,
  FormattedExecutionResult,
  GraphQLFormattedError,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';

/** Who asks, and with what. */
export interface CallerContext {
  /** Null when nobody is signed in. */
  readonly identity: Identity | null;
  /** Headers of the request, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Aborted when the client has gone. */
  readonly signal: AbortSignal;
}

/** A supergraph that is about to be taken into service. */
export interface SupergraphEvent {
  readonly sdl: string;
  /** What clients see of it. */
  readonly schema: GraphQLSchema;
  /** The HTTP address of each subgraph by name. */
  readonly subgraphs: ReadonlyMap<string, string>;
}

/** What a client asks for (https://spec.graphql.org/October2021/#sec-Executing-Requests), before any of it is read. */
export interface RequestEvent {
  /** Undefined where a persisted query is named by its hash alone. */
  readonly query: string | undefined;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  readonly extensions: Readonly<Record<string, unknown>> | undefined;
  readonly context: CallerContext;
}

/** An operation whose document is valid. */
export interface OperationEvent {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  readonly schema: GraphQLSchema;
  readonly context: CallerContext;
}

/** An operation that has its plan. */
export interface PlanEvent {
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly operationName: string | undefined;
  /** Describes the plan, as `Apollo-Expose-Query-Plan` shows it; it costs something. */
  readonly describe: () => unknown;
  readonly context: CallerContext;
}

/**
 * A request to a subgraph that is about to leave, over HTTP or to open a subscription; a retry is another one. What is not
 * read-only can be changed.
 */
export interface SubgraphRequestEvent {
  readonly subgraph: string;
  /**
   * Whether it may serve several callers at once: a query. They all have the headers that it began with, so what a hook
   * adds must depend on nothing else of a caller.
   */
  readonly isIdempotent: boolean;
  /**
   * Whether it subscribes. Over WebSocket `headers` are the payload of `connection_init`, and `query` and `variables` of
   * `body` travel in a message (https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md). It comes again, with the
   * newer headers, when who subscribes has renewed a token.
   */
  readonly opensSubscription: boolean;
  /** The HTTP address of the subgraph; a `webSocketUrl` of its own stands above it. */
  url: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** The GraphQL request as JSON. */
  body: string;
}

/** What a subgraph answered, before it is read. What is not read-only can be changed. */
export interface SubgraphReplyEvent {
  readonly subgraph: string;
  /** As it left. */
  readonly request: { readonly url: string; readonly headers: Readonly<Record<string, string>> };
  status: number;
  /** Names in lower case. */
  headers: Record<string, string | string[] | undefined>;
  /** The GraphQL response as JSON, decompressed. */
  body: string;
}

/** An event of a subscription that is complete: the response that clients get. */
export interface SubscriptionEvent {
  readonly operationName: string | undefined;
  readonly result: {
    readonly data?: Readonly<Record<string, unknown>> | null;
    readonly errors?: readonly GraphQLFormattedError[];
  };
}

/** An answer that was made, before it is sent and, perhaps, kept. What is not read-only can be changed. */
export interface AnswerEvent {
  /** `single`: all of it; `incremental`: its first part; `subscription`: its events are to come; `refused`: it was not run. */
  readonly kind: 'single' | 'incremental' | 'subscription' | 'refused';
  /** Its own name; what the client has asked for where there is no such operation. */
  readonly operationName: string | undefined;
  /** Sent with the answer by transports that have headers; names in lower case. */
  headers: Record<string, string>;
  /** An HTTP status; undefined for 200. */
  status: number | undefined;
  /** Undefined for a subscription. */
  result:
    | (Omit<FormattedExecutionResult, 'errors'> & { readonly errors?: readonly GraphQLFormattedError[] })
    | undefined;
  readonly context: CallerContext;
}

/** What a cache did for one or several lookups. docs/caching.md lists the events. */
export interface CacheLookupEvent {
  /** Of whole answers, of entities, or the shared store behind both. */
  readonly cache: 'answers' | 'entities' | 'store';
  /** For example `hit.process`, `miss` or `stored`. */
  readonly event: string;
  readonly count: number;
  /** Whose entities. */
  readonly subgraph?: string | undefined;
}

/** Is told of an event, and awaited. */
export type Hook<Event> = (event: Event) => void | Promise<void>;

/**
 * Adds to what a gateway does. Hooks are called in the order in which they stand here, those of several plugins in the order
 * of the plugins, each after the one before has ended. A hook that nobody has costs nothing.
 */
export interface HeadgatePlugin {
  /** How it is called in logs. */
  readonly name?: string;
  /** A supergraph has been built. It is refused, and the last one goes on serving, when the hook throws. */
  readonly onSupergraph?: Hook<SupergraphEvent>;
  /** A cache has been asked: that of answers before `onRequest`, that of entities around `onSubgraphRequest`. Nobody waits. */
  readonly onCacheLookup?: (event: CacheLookupEvent) => void;
  /** An operation has come, by any transport. It is refused when the hook throws: clients read a GraphQLError as it is. */
  readonly onRequest?: Hook<RequestEvent>;
  /** It has been parsed and validated. It is refused when the hook throws. */
  readonly onOperation?: Hook<OperationEvent>;
  /** It has been planned, or its plan was found. It is refused when the hook throws. */
  readonly onPlan?: Hook<PlanEvent>;
  /** A request leaves for a subgraph. It fails when the hook throws. */
  readonly onSubgraphRequest?: Hook<SubgraphRequestEvent>;
  /** A subgraph has answered. The request fails when the hook throws. */
  readonly onSubgraphReply?: Hook<SubgraphReplyEvent>;
  /** An event of a subscription is complete. Not called for each client that shares it. */
  readonly onSubscriptionEvent?: Hook<SubscriptionEvent>;
  /** An answer has been made; not called for one that a cache kept. */
  readonly onAnswer?: Hook<AnswerEvent>;
}
