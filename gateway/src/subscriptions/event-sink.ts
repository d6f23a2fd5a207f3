import type { SubscriptionError } from './subscription-error.ts';

/** Where the events of one client's subscription go. After `fail` or `complete` it hears nothing. */
export interface EventSink {
  /** Takes an event as JSON text: a response map that was written once for all who share the subscription. */
  next(event: string): void;
  fail(error: SubscriptionError): void;
  complete(): void;
}
