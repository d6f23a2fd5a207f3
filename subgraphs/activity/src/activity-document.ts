import type { Activity, ActivityKind, GeoPoint, Money } from './activity.ts';
import { toDocumentId } from './document-id.ts';

/** An event as the container `activity` holds it, and as its change feed gives it to whoever evaluates events. */
export interface ActivityDocument {
  /** Made of `eventId` by `toDocumentId`. */
  readonly id: string;
  /** The client's id. */
  readonly eventId: string;
  readonly userId: string;
  readonly kind: ActivityKind;
  /** ISO 8601 in UTC with milliseconds: sorts as text. */
  readonly occurredAt: string;
  /** As `occurredAt`. */
  readonly recordedAt: string;
  readonly location: GeoPoint | null;
  readonly accuracyMeters: number | null;
  readonly placeId: string | null;
  readonly amount: Money | null;
  readonly sessionId: string | null;
  readonly properties: unknown;
  /** Of the request that brought it, so that what follows from it is found in the same trace; null where nothing is traced. */
  readonly traceParent: string | null;
}

export function toDocument(activity: Activity, traceParent: string | null): ActivityDocument {
  const { id: eventId, occurredAt, recordedAt, ...rest } = activity;
  return {
    id: toDocumentId(eventId),
    eventId,
    ...rest,
    occurredAt: occurredAt.toISOString(),
    recordedAt: recordedAt.toISOString(),
    traceParent,
  };
}

export function toActivity(document: ActivityDocument): Activity {
  const { eventId, userId, kind, location, accuracyMeters, placeId, amount, sessionId, properties } =
    document;
  return {
    id: eventId,
    userId,
    kind,
    occurredAt: new Date(document.occurredAt),
    recordedAt: new Date(document.recordedAt),
    location,
    accuracyMeters,
    placeId,
    amount,
    sessionId,
    properties,
  };
}
