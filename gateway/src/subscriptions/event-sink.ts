import type { SubscriptionError } from './subscription-error.ts';

/** Where the events of one client's subscription go. After `fail` or `complete` it hears nothing. */
export interface EventSink {
  /** Takes an event as JSON in UTF-8: a response map that was written once for all who share the subscription. */
  next(event: Buffer): void;
  fail(error: SubscriptionError): void;
  complete(): void;
}
