import type { GeofenceCondition } from '@headgate/alerting/rule-document.ts';
import { measureDistance } from '@headgate/geometry/measure-distance.ts';
import { degrees } from '@headgate/input-rules/degrees.ts';
import { z } from 'zod';
import { between } from './between.ts';

const maxExtentMeters = 1_000_000;
const corners = 'expected 3 to 100 corners';

const point = z.object({ latitude: degrees(90), longitude: degrees(180) });

const fields = z.object({
  transition: z.enum(['ENTER', 'EXIT', 'DWELL']),
  center: point.nullish(),
  radiusMeters: between(10, 100_000, 'metres').nullish(),
  polygon: z
    .array(point)
    .min(3, { error: corners })
    .max(100, { error: corners })
    .refine((all) => all.every((each) => measureDistance(each, all[0] ?? each) <= maxExtentMeters), {
      error: 'expected corners up to 1,000 km from the first one',
    })
    .nullish(),
  dwellSeconds: between(60, 604_800, 'a whole number of seconds').nullish(),
  placeId: z.string().min(1).max(100).nullish(),
});

/** `GeofenceConditionInput`, as documents hold it: a circle or a polygon, and how long a stay lasts where one is meant. */
export const geofence = fields
  .check(({ value, issues }) => {
    const { transition, center, radiusMeters, polygon, dwellSeconds, placeId } = value;
    const report = (field: keyof typeof value, message: string) =>
      issues.push({ code: 'custom', message, path: [field], input: value });
    if (polygon) {
      if (center) report('center', 'expected none beside a polygon');
      if (radiusMeters) report('radiusMeters', 'expected none beside a polygon');
      if (placeId) report('placeId', 'expected none beside a polygon');
    } else {
      if (!center) report('center', 'expected a centre, or a polygon');
      if (!radiusMeters) report('radiusMeters', 'expected a radius, or a polygon');
    }
    const dwells = transition === 'DWELL';
    if (dwells && !dwellSeconds) report('dwellSeconds', 'expected how long a stay lasts');
    if (!dwells && dwellSeconds) report('dwellSeconds', 'expected none unless the transition is DWELL');
  })
  .transform(
    ({ transition, center, radiusMeters, polygon, dwellSeconds, placeId }): GeofenceCondition => ({
      kind: 'geofence',
      transition,
      center: center ?? null,
      radiusMeters: radiusMeters ?? null,
      polygon: polygon ?? null,
      dwellSeconds: dwellSeconds ?? null,
      placeId: placeId ?? null,
    }),
  );
