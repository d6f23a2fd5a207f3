import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import type { EngineDeferredPart, EnginePendingPart, EngineResult } from '../execution/engine.ts';
import type { ReadySubscription } from '../subscriptions/ready-subscription.ts';

/** What a transport that has statuses and headers says beside an answer. */
export interface AnswerHead {
  /** An HTTP status; undefined for 200. */
  readonly status: number | undefined;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The result of one operation, as data. */
export interface SingleAnswer extends AnswerHead {
  readonly kind: 'single';
  readonly result: EngineResult | FormattedExecutionResult;
}

/** A result of which parts come later (https://github.com/graphql/graphql-over-http/blob/main/rfcs/IncrementalDelivery.md). */
export interface IncrementalAnswer extends AnswerHead {
  readonly kind: 'incremental';
  readonly initial: EngineResult | FormattedExecutionResult;
  /** Parts that are known to come. */
  readonly pending: readonly EnginePendingPart[];
  readonly parts: AsyncIterable<readonly EngineDeferredPart[]>;
}

/** A subscription that can start. Whoever gets it starts or disposes of it. */
export interface SubscriptionAnswer extends AnswerHead {
  readonly kind: 'subscription';
  readonly subscription: ReadySubscription;
}

/** An operation that was not run (https://spec.graphql.org/October2021/#sec-Errors.Request-errors). */
export interface RefusedAnswer extends AnswerHead {
  readonly kind: 'refused';
  readonly errors: readonly GraphQLFormattedError[];
  /** What is wrong: the operation, which another one may replace, or the request that carried it. */
  readonly concerns: 'operation' | 'request';
}

/** An answer that was kept, as JSON in the encoding that its headers name. */
export interface KeptAnswer {
  readonly kind: 'kept';
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** What running an operation gives. */
export type RunAnswer = SingleAnswer | IncrementalAnswer | SubscriptionAnswer | RefusedAnswer;

/** What becomes of an operation; transports write it as bytes. */
export type Answer = RunAnswer | KeptAnswer;
