import type { PolicyCollector } from '../policy/create-policy-collector.ts';
import type { OperationMembers } from './identify-operation.ts';

/** An operation that asks for its answer, and all that may tell its answer from that of another. */
export interface CacheableRequest extends OperationMembers {
  /** Who is calling, by a name that no other caller has; null when nobody is signed in. */
  readonly caller: string | null;
  /** Equal for callers with equal rights; undefined where everybody has all. */
  readonly rights?: string | undefined;
  /** Headers of the request, names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Opens the signal that is aborted when nobody waits any more, at the deadline at the latest. It costs something. */
  openSignal(): AbortSignal;
  /** When the answer has to be there, in milliseconds since 1970. */
  readonly deadlineMs: number;
}

/** Runs an operation, and tells the collector what becomes of its cache policy. */
export type RunOperation<Answer> = (context: {
  readonly signal: AbortSignal;
  /** In milliseconds since 1970: later than that of the request if others may wait for the answer too. */
  readonly deadlineMs: number;
  readonly cachePolicy?: PolicyCollector;
}) => Promise<Answer>;

/** What to send to the client. */
export type CacheReply<Answer> =
  /** An answer that was kept, or one that will be. */
  | { readonly kind: 'kept'; readonly headers: Readonly<Record<string, string>>; readonly body: Buffer }
  | { readonly kind: 'unkept'; readonly answer: Answer; readonly cacheControl: string | undefined };

/** Whole answers by operation, variables, supergraph and, where they are private, by caller. */
export interface ResponseCache<Answer> {
  /** Finds the answer to an operation, or runs it and keeps the answer if that is allowed. */
  respond(request: CacheableRequest, run: RunOperation<Answer>): Promise<CacheReply<Answer>>;
}
