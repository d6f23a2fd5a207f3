import type { GraphQLFormattedError } from 'graphql';
import type { EngineEvent } from '../../execution/engine.ts';

/** The operation that a subgraph is to run, and for whom. */
export interface UpstreamRequest {
  readonly subgraph: string;
  /** HTTP address of the subgraph. */
  readonly url: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** All that the subgraph is told of who asks. */
  readonly headers: Readonly<Record<string, string>>;
  /** Takes who wants to hear when `headers` has another token; absent where it never has. */
  readonly onRenewed?: (listener: () => void) => void;
  /** Whether it begins with past events: it is then not asked for a second time when the subgraph is lost. */
  readonly replays: boolean;
}

/** Why a subgraph sends no more events: it said so, or it cannot be heard any more. */
export type UpstreamFailure =
  | { readonly kind: 'refused'; readonly errors: readonly GraphQLFormattedError[] }
  | {
      readonly kind: 'lost';
      readonly cause: Error;
      /** Whether another attempt would end in the same way. */
      readonly isFinal?: boolean;
    };

export interface UpstreamSink {
  next(event: EngineEvent): void;
  fail(failure: UpstreamFailure): void;
  complete(): void;
}

/** Subscriptions to subgraphs, by whatever protocol. */
export interface Upstreams {
  /** Subscribes; returns how to leave. After that, and after `fail` or `complete`, the sink hears nothing. */
  subscribe(request: UpstreamRequest, sink: UpstreamSink): () => void;
}
