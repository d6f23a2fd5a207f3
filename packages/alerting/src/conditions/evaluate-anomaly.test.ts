import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ActivityEvent } from '../activity-event.ts';
import type { HourCoefficients } from '../anomaly-coefficients-document.ts';
import { findNaively } from '../test-support/find-naively.ts';
import { sampleEvent } from '../test-support/sample-event.ts';
import { evaluateAnomaly, hourOfWeek, initialAnomalyMemory } from './evaluate-anomaly.ts';

const condition = { kind: 'anomaly', activityKind: null, minDeviations: 3 } as const;
const hourMs = 3_600_000;
const weekHours = 168;
const firstHour = Date.UTC(2026, 2, 2) / hourMs;

/** Events of each hour from a Monday midnight on: `counts` says how many. */
function eventsOf(counts: readonly number[]): ActivityEvent[] {
  return counts.flatMap((count, index) =>
    Array.from({ length: count }, (_, n) =>
      sampleEvent(0, 0, { id: `${index}/${n}`, at: (firstHour + index) * hourMs + n * 1000 }),
    ),
  );
}

/** Ids of the events at which the rule fires. */
function run(events: readonly ActivityEvent[], coefficients: readonly HourCoefficients[] | null = null) {
  let memory = initialAnomalyMemory;
  return events.flatMap((event) => {
    const step = evaluateAnomaly(memory, { ...condition, coefficients }, event);
    memory = step.memory;
    return step.finding ? [step.finding.about.id] : [];
  });
}

test('the hours of a week begin on Monday at midnight', () => {
  assert.equal(hourOfWeek(firstHour), 0);
  assert.equal(hourOfWeek(firstHour - 1), 167);
});

test('it fires once in an hour that has much more than that hour of the week had', () => {
  const counts = Array.from({ length: 5 * weekHours }, (_, hour): number => (hour % weekHours === 9 ? 2 : 0));
  counts[4 * weekHours + 9] = 8;
  assert.deepEqual(run(eventsOf(counts)), [`${4 * weekHours + 9}/4`]);
});

test('coefficients that a batch job has written are believed from the first hour on', () => {
  const usual = Array.from({ length: weekHours }, () => ({ mean: 1, deviation: 2 }));
  assert.deepEqual(run(eventsOf([9]), usual), ['0/6']);
});

test('it fires in an hour that is just at the limit', () => {
  const counts = Array.from({ length: 9 * weekHours }, () => 0);
  // The mean of eight hours is 1, their deviation 2.
  counts[0] = 6;
  counts[6 * weekHours] = 2;
  counts[8 * weekHours] = 7;
  assert.deepEqual(run(eventsOf(counts)), [`${8 * weekHours}/6`]);
});

test('on any stream of events it agrees with naive means and deviations', () => {
  const busy = fc.array(fc.tuple(fc.nat(5), fc.nat(8), fc.nat(12)), { maxLength: 60 });
  fc.assert(
    fc.property(busy, (entries) => {
      const counts = Array.from({ length: 9 * weekHours }, () => 0);
      for (const [hour, week, count] of entries) counts[week * weekHours + hour] = count;
      const events = eventsOf(counts);
      assert.deepEqual(
        run(events),
        findNaively(condition, events).map(({ eventId }) => eventId),
      );
    }),
    { numRuns: 200 },
  );
});
