import type { EventSink } from './event-sink.ts';
import { scheduleAt } from './schedule-at.ts';
import type { SubscriptionCounters } from './subscription-counters.ts';
import { createSubscriptionError } from './subscription-error.ts';

/** A subscription that can run. Disposing of it is leaving, whether it has been started or not. */
export interface ReadySubscription extends Disposable {
  /** Begins; to be called once. Joins a subscription that is identical, when there is one. */
  start(sink: EventSink): void;
}

/** What was prepared for a client. */
export interface Admission {
  /** Opens a subscription, or joins one; returns how to leave. */
  enter(sink: EventSink): () => void;
  /** Lets go, when the client never enters. */
  abandon(): void;
}

export interface ReadySubscriptionOptions {
  readonly admission: Admission;
  /** Taken until the subscription ends. */
  readonly place: Disposable;
  /** When it ends at the latest, in milliseconds since 1970; undefined for never. */
  readonly expiresAtMs: number | undefined;
  readonly counters: SubscriptionCounters;
  readonly now: () => number;
}

/** Keeps one client's part in a subscription: however it ends, it ends once. */
export function createReadySubscription({
  place,
  expiresAtMs,
  counters,
  now,
  ...options
}: ReadySubscriptionOptions): ReadySubscription {
  // Forgotten at the start: what was prepared weighs more than what stays for the life of a subscription.
  let admission: Admission | undefined = options.admission;
  let leaveShared: (() => void) | undefined;
  let expiry: Disposable | undefined;
  let isOpen = true;

  function leave(): void {
    counters.clients -= 1;
    leaveShared?.();
  }

  /** The end, whoever brings it about; says whether it came just now. */
  function close(): boolean {
    if (!isOpen) return false;
    isOpen = false;
    expiry?.[Symbol.dispose]();
    place[Symbol.dispose]();
    if (leaveShared) leave();
    else admission?.abandon();
    return true;
  }

  return {
    start(sink) {
      if (!admission) throw new TypeError('A subscription is started once');
      const { enter } = admission;
      admission = undefined;
      counters.clients += 1;
      leaveShared = enter({
        next: (event) => sink.next(event),
        fail: (error) => {
          if (close()) sink.fail(error);
        },
        complete: () => {
          if (close()) sink.complete();
        },
      });
      // It may have ended at once.
      if (!isOpen) leave();
      else if (expiresAtMs !== undefined) {
        const expire = () => {
          if (close()) sink.fail(createSubscriptionError('SUBSCRIPTION_JWT_EXPIRED'));
        };
        expiry = scheduleAt(expiresAtMs, expire, now);
      }
    },
    [Symbol.dispose]: () => void close(),
  };
}
