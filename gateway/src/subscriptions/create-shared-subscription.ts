import type { EngineEvent, EngineRequest, EngineResult } from '../execution/engine.ts';
import { writeResultBytes } from '../execution/writing/write-result.ts';
import { selectOperation } from '../planning/operation/select-operation.ts';
import type { SignedIn } from '../ports/signed-in.ts';
import type { HotSwap } from '../supergraph/hot-swap.ts';
import { type Attachment, attachOperation, type OperationToAttach } from './attach-operation.ts';
import { createOrderedDelivery } from './create-ordered-delivery.ts';
import type { EventSink } from './event-sink.ts';
import type { ServedSupergraph } from './served-supergraph.ts';
import type { SubscriptionCounters } from './subscription-counters.ts';
import { createSubscriptionError, type SubscriptionError } from './subscription-error.ts';
import type { UpstreamFailure, Upstreams } from './upstreams/upstream.ts';

/** Runs the completion of one event, and sees how long it takes and whether it fails. */
export type TraceEvent = (
  operationName: string | undefined,
  complete: () => Promise<EngineResult>,
  /** What the subgraph sent beside the event's data. */
  extensions?: EngineResult['extensions'],
) => Promise<EngineResult>;

export interface SharedSubscriptionOptions {
  readonly supergraphs: HotSwap<ServedSupergraph>;
  readonly upstreams: Upstreams;
  /** Chooses what a subgraph gets of the client's headers. */
  readonly selectHeaders: (subgraph: string, headers: EngineRequest['headers']) => EngineRequest['headers'];
  /** How many events may wait for the rest of the plan of one. */
  readonly maxWaitingEvents: number;
  /** How long the rest of the plan may take for one event, in milliseconds: the clients get what there is. */
  readonly eventTimeoutMs: number;
  /** Reports the completion of one event. */
  readonly traceEvent: TraceEvent;
  readonly describeUpstreamFailure: (subgraph: string, failure: UpstreamFailure) => SubscriptionError;
  readonly counters: SubscriptionCounters;
  readonly logger: { error(details: object, message: string): void };
}

/** What clients share: one operation, with the same variables, on behalf of the same caller. */
export interface SubscriptionToShare {
  readonly operation: OperationToAttach;
  /** The operation on the supergraph that is in service. */
  readonly attachment: Attachment;
  readonly request: Pick<EngineRequest, 'variables' | 'headers'>;
  /** Whether the subgraph begins with past events, so that it must not be asked again for what clients have had. */
  readonly replays: boolean;
  /** Whose token is among the headers, where it is renewed. */
  readonly signedIn?: SignedIn | undefined;
  /** Called when it takes no more clients; perhaps more than once. */
  readonly onEnd: () => void;
}

/** One subscription at a subgraph and the clients that get its events. */
export interface SharedSubscription {
  /** Whether who comes now may join: its supergraph is this one. */
  isServedBy(served: ServedSupergraph): boolean;
  /** Whether who comes now misses nothing: no event has come yet. */
  isAtStart(): boolean;
  join(sink: EventSink): void;
  /** The last client to leave closes the subscription at the subgraph. */
  leave(sink: EventSink): void;
}

/** Opens the subscription at the subgraph; its first client is to join at once. */
export function createSharedSubscription(
  options: SharedSubscriptionOptions,
  shared: SubscriptionToShare,
): SharedSubscription {
  const { supergraphs, upstreams, counters, eventTimeoutMs } = options;
  const { operation } = shared;
  let { request } = shared;
  const name = selectOperation(operation.document, operation.operationName)?.definition.name?.value;
  const sinks = new Set<EventSink>();
  const leaving = new AbortController();
  let { attachment } = shared;
  let isAtStart = true;
  const { source } = attachment;
  const delivery = openDelivery(options, sinks, finish);
  counters.upstreams += 1;
  const renewal = followRenewal(shared.signedIn, (authorization) => {
    request = { ...request, headers: { ...request.headers, authorization } };
  });
  const unsubscribe = upstreams.subscribe(
    {
      subgraph: source.subgraph,
      url: source.url,
      query: source.operation,
      variables: source.selectVariables(request.variables),
      get headers() {
        return options.selectHeaders(source.subgraph, request.headers);
      },
      ...(renewal && { onRenewed: renewal.onRenewed }),
      replays: shared.replays,
    },
    {
      next(event) {
        isAtStart = false;
        counters.events += 1;
        counters.sharedExecutions += Math.max(sinks.size - 1, 0);
        delivery.push(complete(event));
      },
      complete() {
        shared.onEnd();
        delivery.end(() => finish());
      },
      fail(failure) {
        shared.onEnd();
        delivery.end(() => finish(options.describeUpstreamFailure(source.subgraph, failure)));
      },
    },
  );
  const stopObserving = supergraphs.observe((served) => {
    if (served !== attachment.served) void reattach(served);
  });

  async function complete(event: EngineEvent): Promise<Buffer> {
    using running = limitTime(eventTimeoutMs, leaving.signal);
    const deadlineMs = Date.now() + eventTimeoutMs;
    const eventRequest: EngineRequest = { ...request, signal: running.signal, deadlineMs };
    const run = () => attachment.complete(event, eventRequest);
    counters.completing += 1;
    try {
      return writeResultBytes(await options.traceEvent(name, run, event.extensions));
    } finally {
      counters.completing -= 1;
    }
  }

  /** Lets go of everything; tells the clients that are left. */
  function finish(error?: SubscriptionError): void {
    if (leaving.signal.aborted) return;
    leaving.abort();
    counters.upstreams -= 1;
    delivery.stop();
    unsubscribe();
    renewal?.stop();
    stopObserving();
    attachment.release();
    shared.onEnd();
    endAll(sinks, error);
  }

  /** Goes on with a new supergraph when it asks the subgraph for the very same events, and ends otherwise. */
  async function reattach(served: ServedSupergraph): Promise<void> {
    const next = await attachOperation(supergraphs, operation).catch(() => undefined);
    if (leaving.signal.aborted || supergraphs.current !== served) {
      // The clients have left, or a newer supergraph is being attached already.
      next?.release();
    } else if (next?.hasSourceOf(attachment)) {
      attachment.release();
      attachment = next;
    } else {
      next?.release();
      delivery.stop();
      finish(createSubscriptionError('SUBSCRIPTION_SCHEMA_RELOAD'));
    }
  }

  return {
    isServedBy: (served) => attachment.served === served,
    isAtStart: () => isAtStart,
    join: (sink) => void sinks.add(sink),
    leave(sink) {
      if (sinks.delete(sink) && sinks.size === 0) finish();
    },
  };
}

/** Hands events to all clients in the order in which they came. */
function openDelivery(
  { maxWaitingEvents, counters, logger }: SharedSubscriptionOptions,
  sinks: ReadonlySet<EventSink>,
  finish: (error: SubscriptionError) => void,
) {
  return createOrderedDelivery<Buffer>({
    maxWaiting: maxWaitingEvents,
    deliver(event) {
      counters.deliveries += sinks.size;
      for (const sink of sinks) sink.next(event);
    },
    onFailure(failure) {
      if (failure.kind === 'overflow') {
        finish(createSubscriptionError('SUBSCRIPTION_CLIENT_TOO_SLOW'));
        return;
      }
      logger.error({ err: failure.cause }, 'an event could not be completed');
      finish(createSubscriptionError('INTERNAL_SERVER_ERROR'));
    },
  });
}

function endAll(sinks: Set<EventSink>, error: SubscriptionError | undefined): void {
  for (const sink of sinks) {
    if (error) sink.fail(error);
    else sink.complete();
  }
  sinks.clear();
}

/** A signal for one event: aborted when its time is up, or everybody has left. */
function limitTime(timeoutMs: number, left: AbortSignal): Disposable & { readonly signal: AbortSignal } {
  const running = new AbortController();
  const abort = () => running.abort();
  const timer = setTimeout(abort, timeoutMs);
  left.addEventListener('abort', abort);
  return {
    signal: running.signal,
    [Symbol.dispose]() {
      clearTimeout(timer);
      left.removeEventListener('abort', abort);
    },
  };
}

/** Follows the token of who is signed in, for the upstream that is to hear of another one. */
function followRenewal(signedIn: SignedIn | undefined, take: (authorization: string) => void) {
  let tellUpstream: (() => void) | undefined;
  const stop = signedIn?.follow({
    renewed(authorization) {
      take(authorization);
      tellUpstream?.();
    },
    ended: () => undefined,
  });
  return (
    stop && {
      stop,
      onRenewed(listener: () => void): void {
        tellUpstream = listener;
      },
    }
  );
}
