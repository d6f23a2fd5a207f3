import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ActivityEvent } from '../activity-event.ts';
import { compareEvents } from '../event-order.ts';
import type { ThresholdCondition } from '../rule-document.ts';
import { findNaively } from '../test-support/find-naively.ts';
import { sampleEvent } from '../test-support/sample-event.ts';
import { evaluateThreshold, initialThresholdMemory } from './evaluate-threshold.ts';

const threeAnHour: ThresholdCondition = {
  kind: 'threshold',
  activityKind: null,
  aggregate: 'COUNT',
  currency: null,
  windowSeconds: 3600,
  limit: 3,
};

/** Ids of the events at which the threshold fires. */
function run(events: readonly ActivityEvent[], condition: ThresholdCondition): string[] {
  let memory = initialThresholdMemory;
  return events.flatMap((event) => {
    const step = evaluateThreshold(memory, condition, event);
    memory = step.memory;
    return step.finding ? [step.finding.about.id] : [];
  });
}

const at = (...minutes: number[]) => minutes.map((minute) => sampleEvent(minute, 0));

test('it fires when the window holds enough, and not for what is older', () => {
  assert.deepEqual(run(at(0, 30, 59), threeAnHour), ['event-59']);
  assert.deepEqual(run(at(0, 30, 60), threeAnHour), []);
});

test('after it has fired the window must empty before it fires again', () => {
  assert.deepEqual(run(at(0, 1, 2, 3, 4, 5), threeAnHour), ['event-2']);
  assert.deepEqual(run(at(0, 1, 2, 70, 71, 72), threeAnHour), ['event-2', 'event-72']);
});

test('only events of its kind, and amounts in its currency, count', () => {
  const paid = (minute: number, currency: string) =>
    sampleEvent(minute, 0, { kind: 'PURCHASE', amount: { minorUnits: 60, currency } });
  const sum = { ...threeAnHour, aggregate: 'SUM', currency: 'EUR', limit: 100 } as const;
  assert.deepEqual(run([paid(0, 'EUR'), paid(1, 'USD'), ...at(2), paid(3, 'EUR')], sum), ['event-3']);
  const purchases = { ...threeAnHour, activityKind: 'PURCHASE', limit: 2 };
  assert.deepEqual(run([paid(0, 'EUR'), ...at(1), paid(2, 'USD')], purchases), ['event-2']);
});

test('on any stream of events it agrees with a naive threshold', () => {
  const streams = fc.array(fc.nat(600), { maxLength: 60 });
  const conditions = fc.record({
    limit: fc.integer({ min: 1, max: 8 }),
    minutes: fc.integer({ min: 1, max: 200 }),
  });
  fc.assert(
    fc.property(streams, conditions, (minutes, { limit, minutes: windowMinutes }) => {
      const condition = { ...threeAnHour, limit, windowSeconds: windowMinutes * 60 };
      const events = minutes
        .map((minute, index) => sampleEvent(minute, 0, { id: `event-${index}` }))
        .toSorted(compareEvents);
      assert.deepEqual(
        run(events, condition),
        findNaively(condition, events).map(({ eventId }) => eventId),
      );
    }),
    { numRuns: 500 },
  );
});
