import type { Area } from './area.ts';
import type { GeoPoint } from './geo-point.ts';
import { measureDistance } from './measure-distance.ts';

/** Makes the area within a distance of a point. */
export function createCircle(center: GeoPoint, radiusMeters: number): Area {
  return {
    radiusMeters,
    distanceTo: (point) => Math.max(0, measureDistance(point, center) - radiusMeters),
  };
}
