import type { AlertDocument } from './alert-document.ts';

/** An alert that is to be published: committed together with it, so that neither is there without the other. */
export interface OutboxDocument {
  readonly type: 'outbox';
  readonly id: string;
  readonly userId: string;
  /** As it was when it was raised. */
  readonly alert: AlertDocument;
  /** ISO 8601, UTC; null until it is published. */
  readonly sentAt: string | null;
  /** Seconds until Cosmos DB removes it; set when it is published. */
  readonly ttl?: number;
}

/** Makes the outbox entry of an alert. */
export function toOutboxDocument(alert: AlertDocument): OutboxDocument {
  return { type: 'outbox', id: `outbox:${alert.id}`, userId: alert.userId, alert, sentAt: null };
}
