import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GeoPoint } from '@headgate/geometry/geo-point.ts';
import fc from 'fast-check';
import type { ActivityEvent } from './activity-event.ts';
import { createAlertId } from './create-alert-id.ts';
import { evaluateActivityBatch } from './evaluate-activity-batch.ts';
import type { EvaluationProgress } from './evaluation-progress.ts';
import { compareEvents } from './event-order.ts';
import type { AlertCondition, RuleDocument } from './rule-document.ts';
import { raiseNaively } from './test-support/find-naively.ts';
import { sampleRule } from './test-support/sample-rule.ts';
import { createUserState } from './user-state-document.ts';

/** When an event comes in, in milliseconds since 1970, and whether it comes twice. */
interface Arrival {
  readonly event: ActivityEvent;
  readonly time: number;
}

/** Pages of the feed: what comes within the same so many milliseconds is evaluated at once. */
function toPages(arrivals: readonly Arrival[], pageMs: number): ActivityEvent[][] {
  const sorted = arrivals.toSorted((a, b) => a.time - b.time);
  const pages = Map.groupBy(sorted, ({ time }) => Math.floor(time / pageMs));
  return [...pages.values()].map((page) => page.map(({ event }) => event));
}

/** Ids of the alerts that the pages raise, each evaluated on the state that the one before left. */
function raise(rules: readonly RuleDocument[], pages: readonly (readonly ActivityEvent[])[]): string[] {
  let state = createUserState('ada');
  let progress: EvaluationProgress | null = null;
  return pages.flatMap((page) => {
    const events = page.toSorted(compareEvents);
    const batch = { rules, coefficients: null, state, progress, events, maxAlerts: 500, raisedAt: '' };
    const evaluation = evaluateActivityBatch(batch);
    ({ state, progress } = evaluation);
    return evaluation.alerts.map(({ id }) => id);
  });
}

/** What naive rules have found by any of the pages: in the events that had come by then, in their right order. */
function expectIds(
  rules: readonly RuleDocument[],
  pages: readonly (readonly ActivityEvent[])[],
): Set<string> {
  const seen = new Map<string, ActivityEvent>();
  const ids = new Set<string>();
  for (const page of pages) {
    for (const event of page) seen.set(event.id, event);
    const events = [...seen.values()].sort(compareEvents);
    for (const rule of rules) {
      for (const { eventId, transition } of raiseNaively(rule, events)) {
        ids.add(createAlertId({ userId: 'ada', ruleId: rule.id, ruleVersion: 1, eventId, transition }));
      }
    }
  }
  return ids;
}

function checkAgainstNaive(rules: readonly RuleDocument[], arrivals: readonly Arrival[], pageMs: number) {
  const pages = toPages(arrivals, pageMs);
  const raised = raise(rules, pages);
  assert.equal(new Set(raised).size, raised.length, 'nothing is raised twice');
  assert.deepEqual(new Set(raised), expectIds(rules, pages));
}

const toRules = (conditions: readonly AlertCondition[], cooldownSeconds: number) =>
  conditions.map((condition, index) => sampleRule({ id: `rule-${index}`, condition, cooldownSeconds }));

/** Less than what may be late, by the margin that the clocks of two devices take. */
const maxDelayMs = 80_000;
const maxSkewMs = 35_000;
const start = Date.UTC(2026, 2, 1);

/** How an event comes in: late, twice, and by the clock of a device that is ahead or behind. */
const journey = fc.record({
  delayMs: fc.nat(maxDelayMs),
  againMs: fc.option(fc.nat(maxDelayMs)),
  isOtherDevice: fc.boolean(),
});

interface Journey {
  readonly delayMs: number;
  readonly againMs: number | null;
  readonly isOtherDevice: boolean;
}

/** Lets an event come in as the journey says. */
function arrive(
  event: ActivityEvent,
  { delayMs, againMs, isOtherDevice }: Journey,
  skewMs: number,
): Arrival[] {
  const told = isOtherDevice ? { ...event, at: event.at + skewMs } : event;
  const first = { event: told, time: event.at + delayMs };
  return againMs === null ? [first] : [first, { event: told, time: event.at + Math.max(delayMs, againMs) }];
}

/** Circles in a city, across the antimeridian, on both poles. */
const centers: readonly GeoPoint[] = [
  { latitude: 52.5219, longitude: 13.4132 },
  { latitude: -16.8, longitude: 179.9999 },
  { latitude: 0, longitude: -180 },
  { latitude: 90, longitude: 0 },
  { latitude: -89.9995, longitude: 120 },
];

/** The point so far from another one, in a direction in degrees from north. */
function travel({ latitude, longitude }: GeoPoint, meters: number, bearing: number): GeoPoint {
  const [phi, lambda, theta] = [latitude, longitude, bearing].map((each) => (each * Math.PI) / 180) as [
    number,
    number,
    number,
  ];
  const angle = meters / 6_371_008.8;
  const north = Math.asin(
    Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(theta),
  );
  const east = Math.atan2(
    Math.sin(theta) * Math.sin(angle) * Math.cos(phi),
    Math.cos(angle) - Math.sin(phi) * Math.sin(north),
  );
  const degrees = ((lambda + east) * 180) / Math.PI;
  return { latitude: (north * 180) / Math.PI, longitude: ((degrees + 540) % 360) - 180 };
}

test('geofences find what a naive one finds, late or not, at the antimeridian and the poles too', () => {
  const step = fc.record({
    journey,
    gapSeconds: fc.nat(60),
    // On the edges themselves rounding decides.
    meters: fc.option(fc.constantFrom(0, 40, 99, 101, 115, 119, 121, 130, 1_000)),
    bearing: fc.integer({ min: 0, max: 359 }),
    accuracyMeters: fc.option(fc.constantFrom(5, 100, 101, 3_000)),
  });
  const walks = fc.array(step, { minLength: 1, maxLength: 30 });
  const settings = fc.record({
    center: fc.constantFrom(...centers),
    cooldownSeconds: fc.constantFrom(0, 90),
    skewMs: fc.integer({ min: -maxSkewMs, max: maxSkewMs }),
    pageMs: fc.constantFrom(1, 20_000),
  });
  fc.assert(
    fc.property(walks, settings, (steps, { center, cooldownSeconds, skewMs, pageMs }) => {
      const circle = { kind: 'geofence', center, radiusMeters: 100, polygon: null, placeId: null } as const;
      const conditions = (['ENTER', 'EXIT', 'DWELL'] as const).map((transition) => {
        return { ...circle, transition, dwellSeconds: transition === 'DWELL' ? 60 : null };
      });
      let at = start;
      const arrivals = steps.flatMap((each, index) => {
        at += each.gapSeconds * 1_000;
        const location = each.meters === null ? null : travel(center, each.meters, each.bearing);
        const { accuracyMeters } = each;
        const event = {
          id: `e${index}`,
          userId: 'ada',
          kind: 'CHECK_IN' as const,
          at,
          location,
          accuracyMeters,
        };
        return arrive(event, each.journey, skewMs);
      });
      checkAgainstNaive(toRules(conditions, cooldownSeconds), arrivals, pageMs);
    }),
    { numRuns: 400 },
  );
});

test('thresholds and inactivity find what naive ones find, late or not', () => {
  const step = fc.record({
    journey,
    gapSeconds: fc.nat(50),
    kind: fc.constantFrom('CHECK_IN', 'PURCHASE'),
    currency: fc.constantFrom('EUR', 'USD'),
    minorUnits: fc.integer({ min: -50, max: 300 }),
  });
  const count = { kind: 'threshold', aggregate: 'COUNT', activityKind: null, currency: null } as const;
  const conditions: AlertCondition[] = [
    { ...count, windowSeconds: 61, limit: 3 },
    { ...count, windowSeconds: 600, limit: 5, activityKind: 'PURCHASE' },
    { ...count, windowSeconds: 240, limit: 500, aggregate: 'SUM', currency: 'EUR' },
    { kind: 'inactivity', activityKind: null, afterSeconds: 45 },
    { kind: 'inactivity', activityKind: 'PURCHASE', afterSeconds: 100 },
  ];
  const settings = fc.record({
    cooldownSeconds: fc.constantFrom(0, 30),
    skewMs: fc.integer({ min: -maxSkewMs, max: maxSkewMs }),
    pageMs: fc.constantFrom(1, 20_000),
  });
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 1, maxLength: 30 }),
      settings,
      (steps, { cooldownSeconds, skewMs, pageMs }) => {
        let at = start;
        const arrivals = steps.flatMap(({ gapSeconds, kind, currency, minorUnits, journey: way }, index) => {
          at += gapSeconds * 1_000;
          const amount = kind === 'PURCHASE' ? { minorUnits, currency } : null;
          return arrive({ id: `e${index}`, userId: 'ada', kind, at, amount }, way, skewMs);
        });
        checkAgainstNaive(toRules(conditions, cooldownSeconds), arrivals, pageMs);
      },
    ),
    { numRuns: 400 },
  );
});

test('anomalies find what a naive one finds when events come late over the end of an hour', () => {
  const hourMs = 3_600_000;
  const condition = { kind: 'anomaly', activityKind: null, minDeviations: 2 } as const;
  // Around the beginning of one hour of the week, in seven weeks.
  const step = fc.record({ journey, week: fc.nat(6), offsetMs: fc.integer({ min: -60_000, max: 60_000 }) });
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: -maxSkewMs, max: maxSkewMs }),
      (steps, skewMs) => {
        const arrivals = steps.flatMap(({ journey: way, week, offsetMs }, index) => {
          const at = start + week * 168 * hourMs + offsetMs;
          return arrive({ id: `e${index}`, userId: 'ada', kind: 'VIEW', at }, way, skewMs);
        });
        checkAgainstNaive(toRules([condition], 0), arrivals, 1);
      },
    ),
    { numRuns: 300 },
  );
});

test('a device whose clock is far ahead makes late what the other devices do, no longer than its events are recent', () => {
  const at = (seconds: number, id: string): ActivityEvent => ({
    id,
    userId: 'ada',
    kind: 'VIEW',
    at: start + seconds * 1_000,
  });
  const counting = { kind: 'threshold', aggregate: 'COUNT', activityKind: null, currency: null } as const;
  const rules = toRules([{ ...counting, windowSeconds: 3_600, limit: 4 }], 0);
  const ahead = at(300, 'ahead');
  // In their own order they are taken into account, though all of them are more than two minutes before the latest event.
  const inOrder = [at(0, 'a'), ahead, at(10, 'b'), at(20, 'c')];
  assert.equal(
    raise(
      rules,
      inOrder.map((event) => [event]),
    ).length,
    1,
  );
  // Out of order nothing tells them from what was there before.
  const outOfOrder = [at(0, 'a'), ahead, at(20, 'c'), at(10, 'b')];
  assert.equal(
    raise(
      rules,
      outOfOrder.map((event) => [event]),
    ).length,
    0,
  );
});
