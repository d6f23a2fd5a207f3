import { center } from './sample-rules.ts';

/** Between two events of a user, in milliseconds: half a minute's worth of the recent events is seven or eight. */
const stepMs = 4_000;
/** A user is so many events in a row within the area that the rules watch, and then as many outside. */
const eventsOfVisit = 25;

/**
 * The event with that number of a user, as the container `activity` holds it. Users come and go: one event in 25 crosses the
 * edge of the area.
 */
export function sampleEvent(userId: string, number: number): object {
  const isAway = Math.floor(number / eventsOfVisit) % 2 === 1;
  const isPurchase = number % 5 === 0;
  return {
    id: `${userId}-${number}`,
    eventId: `${userId}-${number}`,
    userId,
    kind: isPurchase ? 'PURCHASE' : 'CHECK_IN',
    occurredAt: new Date(Date.UTC(2026, 0, 5) + number * stepMs).toISOString(),
    recordedAt: '2026-01-05T00:00:00.000Z',
    location: { ...center, latitude: center.latitude + (isAway ? 0.01 : 0) },
    accuracyMeters: 10,
    placeId: null,
    amount: isPurchase ? { minorUnits: 1_250, currency: 'EUR' } : null,
    sessionId: null,
    properties: null,
  };
}
