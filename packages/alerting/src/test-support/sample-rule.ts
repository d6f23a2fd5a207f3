import type { GeofenceCondition, RuleDocument } from '../rule-document.ts';

/** A square in Berlin. */
export const sampleCenter = { latitude: 52.5219, longitude: 13.4132 };

/** A circle of 100 m around {@link sampleCenter}. */
export const sampleCondition: GeofenceCondition = {
  kind: 'geofence',
  transition: 'ENTER',
  center: sampleCenter,
  radiusMeters: 100,
  polygon: null,
  dwellSeconds: null,
  placeId: null,
};

/** A rule of the user `ada` that says when she enters {@link sampleCondition}. */
export function sampleRule(changes: Partial<RuleDocument> = {}): RuleDocument {
  return {
    type: 'rule',
    id: 'rule-1',
    userId: 'ada',
    name: 'Square',
    condition: sampleCondition,
    version: 1,
    severity: 'INFO',
    cooldownSeconds: 0,
    paused: false,
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    ...changes,
  };
}
