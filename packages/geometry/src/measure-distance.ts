import { toRadians } from './angles.ts';
import { earthRadiusMeters } from './earth-radius.ts';
import type { GeoPoint } from './geo-point.ts';

/**
 * Distance along the earth's surface, in metres: the haversine formula on the mean radius.
 * Off by up to 0.5 % because the earth is not a sphere; right across the antimeridian and at the poles.
 */
export function measureDistance(a: GeoPoint, b: GeoPoint): number {
  const halfLatitude = toRadians(b.latitude - a.latitude) / 2;
  const halfLongitude = toRadians(b.longitude - a.longitude) / 2;
  const h =
    Math.sin(halfLatitude) ** 2 +
    Math.cos(toRadians(a.latitude)) * Math.cos(toRadians(b.latitude)) * Math.sin(halfLongitude) ** 2;
  // Rounding can put antipodes a little past 1, where asin is not defined.
  return 2 * earthRadiusMeters * Math.asin(Math.min(1, Math.sqrt(h)));
}
