import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareEvents } from '../event-order.ts';
import type { InactivityCondition } from '../rule-document.ts';
import { findNaively } from '../test-support/find-naively.ts';
import { sampleEvent } from '../test-support/sample-event.ts';
import { evaluateInactivity, initialInactivityMemory } from './evaluate-inactivity.ts';

const condition: InactivityCondition = { kind: 'inactivity', activityKind: 'CHECK_IN', afterSeconds: 600 };

test('on any stream of events it finds the gaps that a naive comparison of neighbours finds', () => {
  const streams = fc.array(fc.tuple(fc.nat(600), fc.constantFrom('CHECK_IN', 'VIEW')), { maxLength: 40 });
  fc.assert(
    fc.property(streams, (stream) => {
      const events = stream
        .map(([minute, kind], index) => sampleEvent(minute, 0, { id: `event-${index}`, kind }))
        .toSorted(compareEvents);
      let memory = initialInactivityMemory;
      const found = events.flatMap((event) => {
        const step = evaluateInactivity(memory, condition, event);
        memory = step.memory;
        return step.finding ? [[step.finding.about.id, step.finding.at]] : [];
      });
      assert.deepEqual(
        found,
        findNaively(condition, events).map(({ eventId, at }) => [eventId, at]),
      );
    }),
    { numRuns: 500 },
  );
});
