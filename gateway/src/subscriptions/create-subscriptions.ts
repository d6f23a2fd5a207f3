import { type DocumentNode, type GraphQLSchema, validate } from 'graphql';
import type { EngineRequest, EngineResult, PreparedOperation } from '../execution/engine.ts';
import type { HotSwap, Lease } from '../supergraph/hot-swap.ts';
import type { UpstreamFailure, UpstreamPool } from './create-upstream-pool.ts';
import { createOrderedEvents, type OrderedEvents } from './ordered-events.ts';
import { scheduleAt } from './schedule-at.ts';
import type { ServedSupergraph } from './served-supergraph.ts';
import { createSubscriptionError, type SubscriptionError } from './subscription-error.ts';

/** A subscription that a client asks for. */
export interface SubscriptionRequest extends EngineRequest {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  /** The schema that the document was validated with. */
  readonly schema: GraphQLSchema;
  /** When the client's access token expires, in milliseconds since 1970; undefined without one. */
  readonly expiresAtMs: number | undefined;
  /** Called when the client does not take its events fast enough. */
  readonly onTooSlow: () => void;
}

export interface SubscriptionsOptions {
  readonly supergraphs: HotSwap<ServedSupergraph>;
  readonly upstreams: UpstreamPool;
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

/** Who asks: subscriptions of different askers go over different sockets. */
const forwardedHeaders = ['authorization'];

/** One operation as one supergraph runs it; the supergraph stays alive until its last event is done. */
interface Attachment {
  readonly operation: PreparedOperation;
  readonly lease: Lease<ServedSupergraph>;
  running: number;
  detached: boolean;
}

/** Runs subscriptions: events come from the subgraph that owns the root field, the rest of the plan runs for each. */
export function createSubscriptions(options: SubscriptionsOptions): Subscriptions {
  const { supergraphs, upstreams, maxWaitingEvents, describeUpstreamFailure, now = Date.now } = options;
  return {
    async open(request) {
      let attachment = await attach(supergraphs, request);
      const source = describeSource(attachment);
      const leaving = new AbortController();
      const engineRequest: EngineRequest = { ...request, signal: leaving.signal };
      const events = createOrderedEvents<EngineResult>({
        maxWaiting: maxWaitingEvents,
        onOverflow: () => {
          stop(createSubscriptionError('SUBSCRIPTION_CLIENT_TOO_SLOW'));
          request.onTooSlow();
        },
        onDone: () => {
          leaving.abort();
          leave();
          expiry[Symbol.dispose]();
          stopObserving();
          detach(attachment);
        },
      });
      const leave = upstreams.subscribe(
        {
          url: source.url,
          query: source.operation,
          variables: pick(request.variables, source.variableUsages),
          headers: pick(request.headers, forwardedHeaders),
        },
        {
          next: (event) => events.push(complete(event)),
          complete: () => events.end(),
          fail: (failure) => events.end(describeUpstreamFailure(source.subgraph, failure)),
        },
      );
      const expiry = scheduleAt(
        request.expiresAtMs,
        () => stop(createSubscriptionError('SUBSCRIPTION_JWT_EXPIRED')),
        now,
      );
      const stopObserving = supergraphs.observe((served) => {
        if (served !== attachment.lease.value) void reattach(served);
      });

      function stop(error: SubscriptionError): void {
        leave();
        events.end(error);
      }

      async function complete(event: EngineResult): Promise<EngineResult> {
        const current = attachment;
        current.running += 1;
        try {
          return await current.lease.value.engine.executeEvent(current.operation, event, engineRequest);
        } finally {
          current.running -= 1;
          if (current.detached) detach(current);
        }
      }

      /** Goes on with a new supergraph when it asks the subgraph for the very same events, and ends otherwise. */
      async function reattach(served: ServedSupergraph): Promise<void> {
        const next = await attach(supergraphs, request).catch(() => undefined);
        if (leaving.signal.aborted || supergraphs.current !== served) {
          // The client has left, or a newer supergraph is being attached already.
          if (next) detach(next);
        } else if (next && describeSource(next).id === source.id) {
          detach(attachment);
          attachment = next;
        } else {
          if (next) detach(next);
          stop(createSubscriptionError('SUBSCRIPTION_SCHEMA_RELOAD'));
        }
      }

      return events;
    },
  };
}

/** @throws SubscriptionError when the operation does not fit the latest supergraph. */
async function attach(
  supergraphs: HotSwap<ServedSupergraph>,
  { document, operationName, schema }: SubscriptionRequest,
): Promise<Attachment> {
  const lease = supergraphs.lease();
  if (!lease) throw createSubscriptionError('SUPERGRAPH_NOT_LOADED');
  try {
    const { engine } = lease.value;
    if (engine.apiSchema !== schema && validate(engine.apiSchema, document).length > 0) {
      throw createSubscriptionError('SUBSCRIPTION_SCHEMA_RELOAD');
    }
    return { operation: await engine.prepare(document, operationName), lease, running: 0, detached: false };
  } catch (error) {
    lease[Symbol.dispose]();
    throw error;
  }
}

function detach(attachment: Attachment): void {
  attachment.detached = true;
  if (attachment.running === 0) attachment.lease[Symbol.dispose]();
}

function describeSource({ operation, lease }: Attachment) {
  const { subscription } = operation;
  if (!subscription) throw new TypeError('The operation is not a subscription');
  const url = lease.value.subgraphUrls.get(subscription.subgraph) ?? '';
  return { ...subscription, url, id: JSON.stringify([url, subscription]) };
}

function pick<Value>(
  values: Readonly<Record<string, Value>>,
  names: readonly string[],
): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    names.flatMap((name) => (Object.hasOwn(values, name) ? [[name, values[name] as Value]] : [])),
  );
}
