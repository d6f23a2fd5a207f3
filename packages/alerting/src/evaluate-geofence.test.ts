import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ActivityEvent } from './activity-event.ts';
import { accuracyGate, evaluateGeofence, exitRadius, initialGeofenceState } from './evaluate-geofence.ts';
import type { GeofenceTransition } from './rule-document.ts';
import { sampleEvent } from './test-support/sample-event.ts';
import { sampleCondition } from './test-support/sample-rule.ts';

function transitionsOf(events: readonly ActivityEvent[]): (GeofenceTransition | undefined)[] {
  let state = initialGeofenceState;
  return events.map((event) => {
    const evaluation = evaluateGeofence(state, sampleCondition, event);
    state = evaluation.state;
    return evaluation.transition;
  });
}

test('going in and out of the circle are one transition each', () => {
  const walk = [500, 90, 10, 90, 500].map((meters, minute) => sampleEvent(minute, meters));
  assert.deepEqual(transitionsOf(walk), [undefined, 'ENTER', undefined, undefined, 'EXIT']);
});

test('a first event inside the circle enters it', () => {
  assert.deepEqual(transitionsOf([sampleEvent(0, 0)]), ['ENTER']);
});

test('jitter at the edge is one visit', () => {
  const walk = [99, 110, 99, 119, 101, 121].map((meters, minute) => sampleEvent(minute, meters));
  assert.equal(exitRadius(100), 120);
  assert.deepEqual(transitionsOf(walk), ['ENTER', undefined, undefined, undefined, undefined, 'EXIT']);
});

test('a position that is too inaccurate for the circle, or missing, says nothing', () => {
  const walk = [
    sampleEvent(0, 0, { accuracyMeters: accuracyGate(100) + 1 }),
    sampleEvent(1, 0, { location: null }),
    sampleEvent(2, 0, { accuracyMeters: accuracyGate(100) }),
    sampleEvent(3, 500, { accuracyMeters: 5000 }),
    sampleEvent(4, 0, { accuracyMeters: null }),
  ];
  assert.deepEqual(transitionsOf(walk), [undefined, undefined, 'ENTER', undefined, undefined]);
});

test('an event that comes twice, or late, changes nothing', () => {
  const inside = sampleEvent(5, 0);
  const walk = [inside, inside, sampleEvent(4, 500), sampleEvent(6, 10)];
  assert.deepEqual(transitionsOf(walk), ['ENTER', undefined, undefined, undefined]);
});

test('events of the same moment are ordered by id', () => {
  const at = { occurredAt: sampleEvent(1, 0).occurredAt };
  const [a, b] = [sampleEvent(0, 0, { ...at, id: 'a' }), sampleEvent(0, 500, { ...at, id: 'b' })];
  assert.deepEqual(transitionsOf([a, b]), ['ENTER', 'EXIT']);
  assert.deepEqual(transitionsOf([b, a]), [undefined, undefined]);
});

/** A geofence as one would write it down first: positions as unit vectors, the whole history gone through each time. */
function replay(history: readonly ActivityEvent[]): boolean {
  const vector = ({ latitude, longitude }: { latitude: number; longitude: number }) => {
    const [phi, lambda] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
    return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)] as const;
  };
  const center = vector(sampleCondition.center);
  let latest: ActivityEvent | undefined;
  let inside = false;
  for (const event of history) {
    const isLate =
      latest !== undefined &&
      [event.occurredAt, event.id].join(' ') <= [latest.occurredAt, latest.id].join(' ');
    if (!event.location || (event.accuracyMeters ?? 0) > 100 || isLate) continue;
    latest = event;
    const chord = Math.hypot(...vector(event.location).map((x, axis) => x - (center[axis] as number)));
    const meters = 2 * 6_371_008.8 * Math.asin(chord / 2);
    inside = meters <= (inside ? 120 : 100);
  }
  return inside;
}

test('on any stream of events it agrees with a naive geofence', () => {
  const event = fc
    .record({
      minute: fc.integer({ min: 0, max: 30 }),
      meters: fc.integer({ min: -300, max: 300 }),
      accuracyMeters: fc.option(fc.integer({ min: 0, max: 200 })),
      hasLocation: fc.boolean(),
      id: fc.constantFrom('a', 'b', 'c'),
    })
    .map(({ minute, meters, accuracyMeters, hasLocation, id }) =>
      sampleEvent(minute, meters, { id, accuracyMeters, ...(!hasLocation && { location: null }) }),
    );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      let before = false;
      const expected = events.map((_, index) => {
        const after = replay(events.slice(0, index + 1));
        const transition = after === before ? undefined : after ? 'ENTER' : 'EXIT';
        before = after;
        return transition;
      });
      assert.deepEqual(transitionsOf(events), expected);
    }),
    { numRuns: 500 },
  );
});
