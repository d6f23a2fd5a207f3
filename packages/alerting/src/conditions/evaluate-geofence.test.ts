import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCircle } from '@headgate/geometry/create-circle.ts';
import fc from 'fast-check';
import type { ActivityEvent } from '../activity-event.ts';
import { compareEvents } from '../event-order.ts';
import type { GeofenceTransition } from '../rule-document.ts';
import { findNaively } from '../test-support/find-naively.ts';
import { sampleEvent } from '../test-support/sample-event.ts';
import { sampleCenter, sampleCondition } from '../test-support/sample-rule.ts';
import { accuracyGate, evaluateGeofence, exitMargin, initialGeofenceMemory } from './evaluate-geofence.ts';

const area = createCircle(sampleCenter, 100);

/** What a geofence that looks for `transition` finds at each event. */
function run(events: readonly ActivityEvent[], transition: GeofenceTransition, dwellSeconds: number | null) {
  const condition = { ...sampleCondition, transition, dwellSeconds, area };
  let memory = initialGeofenceMemory;
  return events.map((event) => {
    const step = evaluateGeofence(memory, condition, event);
    memory = step.memory;
    return step.finding?.transition;
  });
}

/** What happens at each event, whichever of its findings a rule looks for. */
function transitionsOf(events: readonly ActivityEvent[], dwellSeconds: number | null = null) {
  const enters = run(events, 'ENTER', dwellSeconds);
  const exits = run(events, 'EXIT', dwellSeconds);
  const dwells = run(events, 'DWELL', dwellSeconds);
  return events.map((_, index) => enters[index] ?? exits[index] ?? dwells[index]);
}

test('going in and out of the area are one transition each', () => {
  const walk = [500, 90, 10, 90, 500].map((meters, minute) => sampleEvent(minute, meters));
  assert.deepEqual(transitionsOf(walk), [undefined, 'ENTER', undefined, undefined, 'EXIT']);
});

test('jitter at the edge is one visit', () => {
  const walk = [99, 110, 99, 119, 101, 121].map((meters, minute) => sampleEvent(minute, meters));
  assert.equal(exitMargin(area), 20);
  assert.deepEqual(transitionsOf(walk), ['ENTER', undefined, undefined, undefined, undefined, 'EXIT']);
});

test('a position that is too inaccurate for the area, or missing, says nothing', () => {
  const walk = [
    sampleEvent(0, 0, { accuracyMeters: accuracyGate(area) + 1 }),
    sampleEvent(1, 0, { location: null }),
    sampleEvent(2, 0, { accuracyMeters: accuracyGate(area) }),
    sampleEvent(3, 500, { accuracyMeters: 5000 }),
    sampleEvent(4, 0, { accuracyMeters: null }),
  ];
  assert.deepEqual(transitionsOf(walk), [undefined, undefined, 'ENTER', undefined, undefined]);
});

test('a stay is found once, by the first event that is late enough', () => {
  const walk = [0, 0, 0, 0, 500, 0, 0].map((meters, minute) => sampleEvent(minute, meters));
  assert.deepEqual(transitionsOf(walk, 120), [
    'ENTER',
    undefined,
    'DWELL',
    undefined,
    'EXIT',
    'ENTER',
    undefined,
  ]);
});

test('on any stream of events it agrees with a naive geofence', () => {
  const event = fc
    .record({
      minute: fc.nat(300),
      meters: fc.integer({ min: -300, max: 300 }),
      accuracyMeters: fc.option(fc.nat(200)),
      hasLocation: fc.boolean(),
    })
    .map(({ minute, meters, accuracyMeters, hasLocation }) =>
      sampleEvent(minute, meters, { accuracyMeters, ...(!hasLocation && { location: null }) }),
    );
  const streams = fc.uniqueArray(event, { maxLength: 40, selector: ({ at }) => at });
  fc.assert(
    fc.property(streams, fc.constantFrom(null, 60, 600, 6000), (stream, dwellSeconds) => {
      const events = stream.toSorted(compareEvents);
      for (const transition of ['ENTER', 'EXIT', 'DWELL'] as const) {
        const naive = findNaively({ ...sampleCondition, transition, dwellSeconds }, events);
        const found = run(events, transition, dwellSeconds);
        assert.deepEqual(
          events.filter((_, index) => found[index]).map(({ id }) => id),
          naive.map(({ eventId }) => eventId),
        );
      }
    }),
    { numRuns: 200 },
  );
});
