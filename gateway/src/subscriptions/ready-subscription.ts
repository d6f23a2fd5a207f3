import type { SignedIn } from '../ports/signed-in.ts';
import type { CallerLimits } from './create-caller-limits.ts';
import type { Expiring, ExpiryClock } from './create-expiry-clock.ts';
import type { EventSink } from './event-sink.ts';
import type { SubscriptionCounters } from './subscription-counters.ts';
import { createSubscriptionError, type SubscriptionError } from './subscription-error.ts';

/** A subscription that can run. Disposing of it is leaving, whether it has been started or not. */
export interface ReadySubscription extends Disposable {
  /** Begins; to be called once. Joins a subscription that is identical, when there is one. */
  start(sink: EventSink): void;
}

/** What was prepared for a client. */
export interface Admission {
  /** Opens a subscription, or joins one; returns what to leave. */
  enter(sink: EventSink): { leave(sink: EventSink): void };
  /** Lets go, when the client never enters. */
  abandon(): void;
}

/** What all clients' subscriptions have in common. */
export interface ReadyParts {
  readonly counters: SubscriptionCounters;
  /** The caller has a place, which is given back when the subscription ends. */
  readonly limits: Pick<CallerLimits, 'leave'>;
  /** Told of the end of one that was started: the code of its error, `COMPLETED`, or `LEFT` by the client. */
  readonly onEnd?: ((code: string) => void) | undefined;
  /** Ends what lasts no longer than a token. */
  readonly expiries: ExpiryClock;
}

export interface ReadySubscriptionOptions {
  readonly common: ReadyParts;
  readonly admission: Admission;
  /** Who asks; undefined when nobody is signed in. */
  readonly caller: string | undefined;
  /** When it ends at the latest, in milliseconds since 1970; undefined for never. */
  readonly expiresAtMs: number | undefined;
  /** Whose end is its end too, whenever their token expires. */
  readonly signedIn?: SignedIn | undefined;
}

/** Creates one client's part in a subscription: however it ends, it ends once. */
export function createReadySubscription(options: ReadySubscriptionOptions): ReadySubscription {
  return new ClientSubscription(options);
}

/** A class, because there may be a hundred thousand: the closures of each would weigh three times as much. */
class ClientSubscription implements ReadySubscription, EventSink, Expiring {
  readonly #common: ReadyParts;
  readonly #caller: string | undefined;
  readonly #expiresAtMs: number | undefined;
  readonly #signedIn: SignedIn | undefined;
  /** Forgotten at the start: what was prepared weighs more than what stays. */
  #admission: Admission | undefined;
  #sink: EventSink | undefined;
  #shared: ReturnType<Admission['enter']> | undefined;
  #unfollow: (() => void) | undefined;
  #isOpen = true;

  constructor({ common, admission, caller, expiresAtMs, signedIn }: ReadySubscriptionOptions) {
    this.#common = common;
    this.#admission = admission;
    this.#caller = caller;
    this.#expiresAtMs = expiresAtMs;
    this.#signedIn = signedIn;
  }

  start(sink: EventSink): void {
    const admission = this.#admission;
    if (!admission) throw new TypeError('A subscription is started once');
    this.#admission = undefined;
    this.#sink = sink;
    this.#common.counters.clients += 1;
    this.#shared = admission.enter(this);
    // It may have ended at once.
    if (!this.#isOpen) this.#leave();
    else if (this.#signedIn) {
      const ended = () => this.fail(createSubscriptionError('SESSION_ENDED'));
      this.#unfollow = this.#signedIn.follow({ renewed: ignore, ended });
    } else if (this.#expiresAtMs !== undefined) this.#common.expiries.enter(this.#expiresAtMs, this);
  }

  expire(): void {
    this.fail(createSubscriptionError('SUBSCRIPTION_JWT_EXPIRED'));
  }

  next(event: Buffer): void {
    this.#sink?.next(event);
  }

  fail(error: SubscriptionError): void {
    if (this.#close(readCode(error))) this.#sink?.fail(error);
  }

  complete(): void {
    if (this.#close('COMPLETED')) this.#sink?.complete();
  }

  [Symbol.dispose](): void {
    this.#close('LEFT');
  }

  /** The end, whoever brings it about; says whether it came just now. */
  #close(code: string): boolean {
    if (!this.#isOpen) return false;
    this.#isOpen = false;
    if (this.#sink) this.#common.onEnd?.(code);
    this.#unfollow?.();
    if (this.#expiresAtMs !== undefined) this.#common.expiries.leave(this.#expiresAtMs, this);
    this.#common.limits.leave(this.#caller);
    if (this.#shared) this.#leave();
    else this.#admission?.abandon();
    return true;
  }

  #leave(): void {
    this.#common.counters.clients -= 1;
    this.#shared?.leave(this);
  }
}

function readCode({ errors }: SubscriptionError): string {
  return String(errors[0]?.extensions?.['code'] ?? 'INTERNAL_SERVER_ERROR');
}

function ignore(): void {}
