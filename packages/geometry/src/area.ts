import type { GeoPoint } from './geo-point.ts';

/** A part of the earth's surface. */
export interface Area {
  /** About half its extent, in metres. */
  readonly radiusMeters: number;
  /** How far outside a point is, in metres: 0 on the edge and within. */
  distanceTo(point: GeoPoint): number;
}
