import type { GraphQLError } from 'graphql';
import type { EngineDeferredPart, EnginePendingPart, EngineResult } from '../execution/engine.ts';
import type { ReadySubscription } from '../subscriptions/ready-subscription.ts';

/** What the engine makes of an operation. */
export type EngineOutcome =
  | { readonly kind: 'single'; readonly result: EngineResult }
  | {
      readonly kind: 'incremental';
      readonly result: EngineResult;
      readonly pending: readonly EnginePendingPart[];
      readonly parts: AsyncIterable<readonly EngineDeferredPart[]>;
    }
  | { readonly kind: 'subscription'; readonly subscription: ReadySubscription }
  /** Its variables do not fit, or it names no operation. */
  | { readonly kind: 'invalid'; readonly errors: readonly [GraphQLError, ...GraphQLError[]] };
