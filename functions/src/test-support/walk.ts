/** What is written of an event, as far as rules look at it. */
export interface SampleEvent {
  readonly id: string;
  readonly eventId: string;
  readonly userId: string;
  readonly kind: string;
  readonly occurredAt: string;
  readonly location: { readonly latitude: number; readonly longitude: number };
}

/** The centre that {@link walk} goes to and from. */
export const square = { latitude: 52.5219, longitude: 13.4132 };

/** Events of a user who goes to the square and away from it again, a minute apart. */
export function walk(userId: string, count: number): SampleEvent[] {
  return Array.from({ length: count }, (_, minute) => ({
    id: `document-${minute}`,
    eventId: `event-${minute}`,
    userId,
    kind: 'CHECK_IN',
    occurredAt: new Date(Date.UTC(2026, 2, 1, 0, minute)).toISOString(),
    location: { ...square, latitude: square.latitude + (minute % 2) * 0.01 },
  }));
}
