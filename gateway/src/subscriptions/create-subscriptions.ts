import type { EngineRequest, EngineResult } from '../execution/engine.ts';
import type { HotSwap } from '../supergraph/hot-swap.ts';
import { attachOperation, type OperationToAttach } from './attach-operation.ts';
import type { UpstreamFailure, UpstreamPool } from './create-upstream-pool.ts';
import { createOrderedEvents, type OrderedEvents } from './ordered-events.ts';
import { scheduleAt } from './schedule-at.ts';
import type { ServedSupergraph } from './served-supergraph.ts';
import { createSubscriptionError, type SubscriptionError } from './subscription-error.ts';

/** A subscription that a client asks for. */
export interface SubscriptionRequest extends EngineRequest, OperationToAttach {
  /** When the client's access token expires, in milliseconds since 1970; undefined without one. */
  readonly expiresAtMs: number | undefined;
  /** Called when the client does not take its events fast enough. */
  readonly onTooSlow: () => void;
}

export interface SubscriptionsOptions {
  readonly supergraphs: HotSwap<ServedSupergraph>;
  readonly upstreams: UpstreamPool;
  /** Names, in lower case, of the client's headers that subgraphs get. Subscriptions that differ in them share no socket. */
  readonly forwardHeaders: readonly string[];
  /** How many events may wait for one client. */
  readonly maxWaitingEvents: number;
  /** What clients may know of it when a subgraph ends a subscription. */
  readonly describeUpstreamFailure: (subgraph: string, failure: UpstreamFailure) => SubscriptionError;
  /** Clock, in milliseconds since 1970. Default: the system's. */
  readonly now?: () => number;
}

export interface Subscriptions {
  /** Opens a subscription. Its events end with a {@link SubscriptionError} unless the subgraph completes it. */
  open(request: SubscriptionRequest): Promise<OrderedEvents<EngineResult>>;
}

/** Runs subscriptions: events come from the subgraph that owns the root field, the rest of the plan runs for each. */
export function createSubscriptions(options: SubscriptionsOptions): Subscriptions {
  const { supergraphs, upstreams, now = Date.now } = options;
  return {
    async open(request) {
      let attachment = await attachOperation(supergraphs, request);
      const { source } = attachment;
      const leaving = new AbortController();
      const engineRequest: EngineRequest = { ...request, signal: leaving.signal };
      const events = createOrderedEvents<EngineResult>({
        maxWaiting: options.maxWaitingEvents,
        onOverflow: () => {
          stop(createSubscriptionError('SUBSCRIPTION_CLIENT_TOO_SLOW'));
          request.onTooSlow();
        },
        onDone: () => {
          leaving.abort();
          leave();
          expiry[Symbol.dispose]();
          stopObserving();
          attachment.release();
        },
      });
      const leave = upstreams.subscribe(
        {
          url: source.url,
          query: source.operation,
          variables: pick(request.variables, source.variableUsages),
          headers: pick(request.headers, options.forwardHeaders),
        },
        {
          next: (event) => events.push(attachment.complete(event, engineRequest)),
          complete: () => events.end(),
          fail: (failure) => events.end(options.describeUpstreamFailure(source.subgraph, failure)),
        },
      );
      const expiry = scheduleAt(
        request.expiresAtMs,
        () => stop(createSubscriptionError('SUBSCRIPTION_JWT_EXPIRED')),
        now,
      );
      const stopObserving = supergraphs.observe((served) => {
        if (served !== attachment.served) void reattach(served);
      });

      function stop(error: SubscriptionError): void {
        leave();
        events.end(error);
      }

      /** Goes on with a new supergraph when it asks the subgraph for the very same events, and ends otherwise. */
      async function reattach(served: ServedSupergraph): Promise<void> {
        const next = await attachOperation(supergraphs, request).catch(() => undefined);
        if (leaving.signal.aborted || supergraphs.current !== served) {
          // The client has left, or a newer supergraph is being attached already.
          next?.release();
        } else if (next?.hasSourceOf(attachment)) {
          attachment.release();
          attachment = next;
        } else {
          next?.release();
          stop(createSubscriptionError('SUBSCRIPTION_SCHEMA_RELOAD'));
        }
      }

      return events;
    },
  };
}

function pick<Value>(
  values: Readonly<Record<string, Value>>,
  names: readonly string[],
): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    names.flatMap((name) => (Object.hasOwn(values, name) ? [[name, values[name] as Value]] : [])),
  );
}
