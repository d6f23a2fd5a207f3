import type { EventSink } from '../../subscriptions/event-sink.ts';
import type { ReadySubscription } from '../../subscriptions/ready-subscription.ts';
import type { SubscriptionError } from '../../subscriptions/subscription-error.ts';

/** Whom an operation tells how it goes. */
export interface OperationOwner {
  sendEvent(operation: ClientOperation, event: Buffer): void;
  sendErrors(operation: ClientOperation, errors: SubscriptionError['errors']): void;
  sendComplete(operation: ClientOperation): void;
}

/** An operation of a connection, from `subscribe` on: first what is being run, then a subscription, whose events go to it. */
export class ClientOperation implements EventSink, Disposable {
  readonly #owner: OperationOwner;
  /** The client's id of it, as JSON. */
  readonly id: string;
  #work: Disposable | undefined;

  constructor(owner: OperationOwner, id: string) {
    this.#owner = owner;
    this.id = id;
  }

  /** Runs; the signal is aborted when it is disposed of meanwhile. */
  run(): AbortController {
    const running = new AbortController();
    this.#work = { [Symbol.dispose]: () => running.abort() };
    return running;
  }

  start(subscription: ReadySubscription): void {
    this.#work = subscription;
    subscription.start(this);
  }

  next(event: Buffer): void {
    this.#owner.sendEvent(this, event);
  }

  fail({ errors }: SubscriptionError): void {
    this.#owner.sendErrors(this, errors);
  }

  complete(): void {
    this.#owner.sendComplete(this);
  }

  [Symbol.dispose](): void {
    this.#work?.[Symbol.dispose]();
    this.#work = undefined;
  }
}
