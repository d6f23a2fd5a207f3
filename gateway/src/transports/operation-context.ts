import type { GraphQLResponse } from '@apollo/server';
import type { Identity } from '@headgate/identity/identity.ts';
import type { PolicyCollector } from '../caching/create-policy-collector.ts';
import type { EngineDeferredPart } from '../execution/engine.ts';
import type { ReadySubscription } from '../subscriptions/ready-subscription.ts';
import type { ReplyHeaders } from './create-reply-headers.ts';

/** What the transports know of an operation; Apollo Server plugins find it as `contextValue`. */
export interface OperationContext {
  /** Who is calling; null when nobody is signed in. */
  readonly identity: Identity | null;
  /** Headers of the request, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Aborted when the client has gone. */
  readonly signal: AbortSignal;
  /** When its answer has to be there, in milliseconds since 1970. */
  readonly deadlineMs?: number;
  /** Present where somebody wants to know for how long the answer may be kept. */
  readonly cachePolicy?: PolicyCollector;
  /** Present where the transport can send headers with the answer. */
  readonly replyHeaders?: ReplyHeaders;
  /** Present where the transport can carry the events of a subscription. */
  readonly subscriber?: Subscriber;
  /** Present where the transport empties what the answer came through once it has been sent. */
  readonly trail?: AnswerTrail;
  /** Present where the transport and the client take an answer in parts. */
  readonly deferral?: Deferral;
}

/**
 * What an answer comes through on its way. Promises of the pipeline hold it until the garbage collector comes to old
 * objects, as they are by then: without them it would be collected young, which costs much less.
 */
export interface AnswerTrail {
  result?: { data?: unknown };
  response?: { body?: GraphQLResponse['body'] };
}

/** Takes the parts of an answer that come after the first, which Apollo Server's pipeline has no place for. */
export interface Deferral {
  parts?: AsyncIterable<readonly EngineDeferredPart[]>;
}

/** Takes a subscription that can run, which Apollo Server's pipeline has no place for. */
export interface Subscriber {
  subscription?: ReadySubscription;
}
