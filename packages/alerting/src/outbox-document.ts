import type { AlertDocument } from './alert-document.ts';

/** Why an alert was not pushed. */
export type PushOmission =
  | 'channel'
  | 'no devices'
  | 'push disabled'
  | 'severity'
  | 'quiet hours'
  | 'seen'
  | 'too late';

/** How far the push of an alert has come. */
export type PushMark =
  | { readonly phase: 'sent'; readonly at: string; readonly notificationId: string | null }
  | { readonly phase: 'omitted'; readonly at: string; readonly why: PushOmission }
  /** Tried at `until`, after `tries` that failed; `reason` of the last one. All times are ISO 8601, UTC. */
  | { readonly phase: 'held'; readonly until: string; readonly tries: number; readonly reason: string | null }
  /** It is a dead letter. */
  | { readonly phase: 'failed'; readonly at: string; readonly reason: string };

/** An alert that is to be published and pushed: committed together with it, so that neither is there without the other. */
export interface OutboxDocument {
  readonly type: 'outbox';
  readonly id: string;
  readonly userId: string;
  /** As it was when it was raised. */
  readonly alert: AlertDocument;
  /** ISO 8601, UTC; null until it is published. */
  readonly sentAt: string | null;
  /** Absent until the push was tried. */
  readonly push?: PushMark;
  /** Seconds until Cosmos DB removes it; set when it is published. */
  readonly ttl?: number;
}

/** Makes the outbox entry of an alert. */
export function toOutboxDocument(alert: AlertDocument): OutboxDocument {
  return { type: 'outbox', id: `outbox:${alert.id}`, userId: alert.userId, alert, sentAt: null };
}
