import type { AlertCondition, RuleDocument } from '@headgate/alerting/rule-document.ts';

/** The place that the rules watch. */
export const center = { latitude: 52.5219, longitude: 13.4132 };

const at = (north: number, east: number) => ({
  latitude: center.latitude + north,
  longitude: center.longitude + east,
});
const circle = { kind: 'geofence', center, radiusMeters: 100, polygon: null, placeId: null } as const;
const count = { kind: 'threshold', aggregate: 'COUNT', currency: null, activityKind: null } as const;

/** One of each kind that there is, and some of the common kinds more than once: ten. */
const conditions: readonly AlertCondition[] = [
  { ...circle, transition: 'ENTER', dwellSeconds: null },
  { ...circle, transition: 'EXIT', dwellSeconds: null },
  { ...circle, transition: 'DWELL', dwellSeconds: 300 },
  {
    ...circle,
    transition: 'ENTER',
    dwellSeconds: null,
    center: null,
    radiusMeters: null,
    polygon: [at(-0.001, -0.001), at(-0.001, 0.001), at(0.001, 0.0015), at(0.0015, -0.001)],
  },
  { ...count, windowSeconds: 600, limit: 1_000 },
  { ...count, windowSeconds: 3_600, limit: 2_000, activityKind: 'CHECK_IN' },
  { ...count, aggregate: 'SUM', currency: 'EUR', windowSeconds: 86_400, limit: 10_000_000 },
  { kind: 'inactivity', activityKind: null, afterSeconds: 3_600 },
  { kind: 'inactivity', activityKind: 'PURCHASE', afterSeconds: 86_400 },
  { kind: 'anomaly', activityKind: null, minDeviations: 3 },
];

/** Ten rules of a user. */
export function sampleRules(userId: string): RuleDocument[] {
  return conditions.map((condition, index) => ({
    type: 'rule',
    id: `rule-${index}`,
    userId,
    name: `Rule ${index}`,
    condition,
    version: 1,
    severity: 'INFO',
    cooldownSeconds: 0,
    paused: false,
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
  }));
}
