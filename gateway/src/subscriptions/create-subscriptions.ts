import { print } from 'graphql';
import type { EngineRequest } from '../execution/engine.ts';
import type { SignedIn } from '../ports/signed-in.ts';
import { attachOperation, type OperationToAttach } from './attach-operation.ts';
import { createCallerLimits } from './create-caller-limits.ts';
import { createExpiryClock } from './create-expiry-clock.ts';
import {
  createSharedSubscription,
  type SharedSubscription,
  type SharedSubscriptionOptions,
} from './create-shared-subscription.ts';
import { decideSharing, type SubscriptionField } from './decide-sharing.ts';
import type { EventSink } from './event-sink.ts';
import { createReadySubscription, type ReadySubscription } from './ready-subscription.ts';

/** A subscription that a client asks for. */
export interface SubscriptionRequest extends OperationToAttach {
  /** Variables, coerced against the API schema. */
  readonly variables: EngineRequest['variables'];
  /** Headers of the client, names in lower case. */
  readonly headers: EngineRequest['headers'];
  /** Who asks; undefined when nobody is signed in. */
  readonly caller: string | undefined;
  /** When the client's access token expires, in milliseconds since 1970; undefined without one. */
  readonly expiresAtMs: number | undefined;
  /** Whose token it is, where it is renewed: it then lasts for as long as they are signed in. */
  readonly signedIn?: SignedIn | undefined;
}

export interface SubscriptionsOptions extends SharedSubscriptionOptions {
  /** Names, in lower case, of the client's headers that subgraphs get. Subscriptions that differ in them share nothing. */
  readonly forwardHeaders: readonly string[];
  /** What is known of fields of Subscription, by their names. */
  readonly fields: Readonly<Record<string, SubscriptionField>>;
  /** How many subscriptions may be open at a time, in the process and for one caller. */
  readonly limits: { readonly total: number; readonly perCaller: number };
  /** Told of the end of each client's: the code of its error, `COMPLETED`, or `LEFT` by the client. Default: nobody is. */
  readonly onEnd?: ((code: string) => void) | undefined;
  /** Clock, in milliseconds since 1970. Default: the system's. */
  readonly now?: () => number;
}

export interface Subscriptions {
  /**
   * Prepares a subscription.
   * @throws SubscriptionError `SUBSCRIPTION_LIMIT_EXCEEDED`, `SUBSCRIPTION_SCHEMA_RELOAD`
   */
  prepare(request: SubscriptionRequest): Promise<ReadySubscription>;
}

/** Runs subscriptions: events come from the subgraph that owns the root field, the rest of the plan runs for each. */
export function createSubscriptions(options: SubscriptionsOptions): Subscriptions {
  const { supergraphs } = options;
  const shared = new Map<string, SharedSubscription>();
  const limits = createCallerLimits(options.limits);
  const expiries = createExpiryClock(options.now ?? Date.now);
  const common = { counters: options.counters, onEnd: options.onEnd, limits, expiries };

  function pickHeaders(headers: EngineRequest['headers']): EngineRequest['headers'] {
    return Object.fromEntries(
      options.forwardHeaders.flatMap((name) => {
        const value = headers[name];
        return value === undefined ? [] : [[name, value]];
      }),
    );
  }

  return {
    async prepare({ variables, caller, expiresAtMs, signedIn, ...request }) {
      limits.take(caller);
      const operation: OperationToAttach = request;
      const attachment = await attachOperation(supergraphs, operation).catch((error: unknown) => {
        limits.leave(caller);
        throw error;
      });
      const { isPublic, isLive, replays } = decideSharing(operation, variables, options.fields);
      const headers = isPublic ? {} : pickHeaders(request.headers);
      // Without an identity the token tells callers apart, whether subgraphs see it or not.
      const audience = isPublic ? undefined : (caller ?? request.headers['authorization']);
      // A token that is renewed tells nothing apart; who is signed in by it does.
      const told = signedIn && !isPublic ? { ...headers, authorization: signedIn.id } : headers;
      const key = describe(operation, { variables, headers: told, audience }) + attachment.access;

      function enter(sink: EventSink): SharedSubscription {
        const existing = shared.get(key);
        if (existing?.isServedBy(attachment.served) && (isLive || existing.isAtStart())) {
          attachment.release();
          existing.join(sink);
          return existing;
        }
        const opened = createSharedSubscription(options, {
          operation,
          attachment,
          request: { variables, headers },
          replays,
          signedIn: isPublic ? undefined : signedIn,
          onEnd: () => {
            if (shared.get(key) === opened) shared.delete(key);
          },
        });
        shared.set(key, opened);
        opened.join(sink);
        return opened;
      }

      const admission = { enter, abandon: () => attachment.release() };
      return createReadySubscription({ admission, common, caller, expiresAtMs, signedIn });
    },
  };
}

/** Equal for subscriptions that get the same events, with the same data in them. */
function describe({ document, operationName }: OperationToAttach, particulars: object): string {
  return JSON.stringify([document.loc?.source.body ?? print(document), operationName, particulars]);
}
