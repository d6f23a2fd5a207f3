import { toDegrees, toRadians } from './angles.ts';
import { earthRadiusMeters } from './earth-radius.ts';
import type { GeoPoint } from './geo-point.ts';

/** Parallels and meridians that enclose a circle; degrees, each pair from low to high. */
export interface SurroundingBox {
  readonly latitudes: readonly [number, number];
  /** Two ranges where the circle crosses the antimeridian, one elsewhere. */
  readonly longitudes: readonly (readonly [number, number])[];
}

const everyLongitude = [[-180, 180]] as const;

/**
 * Encloses all points within a distance: never too small, a little too large.
 * @see http://janmatuschek.de/LatitudeLongitudeBoundingCoordinates for the circle's widest meridians
 */
export function surroundingBox({ latitude, longitude }: GeoPoint, withinMeters: number): SurroundingBox {
  const slack = 1e-9;
  const angle = withinMeters / earthRadiusMeters + slack;
  const south = latitude - toDegrees(angle);
  const north = latitude + toDegrees(angle);
  const latitudes = [Math.max(south, -90), Math.min(north, 90)] as const;
  if (south <= -90 || north >= 90) return { latitudes, longitudes: everyLongitude };
  const halfWidth = toDegrees(Math.asin(Math.sin(angle) / Math.cos(toRadians(latitude)))) + slack;
  const west = longitude - halfWidth;
  const east = longitude + halfWidth;
  if (west < -180)
    return {
      latitudes,
      longitudes: [
        [west + 360, 180],
        [-180, east],
      ],
    };
  if (east > 180)
    return {
      latitudes,
      longitudes: [
        [west, 180],
        [-180, east - 360],
      ],
    };
  return { latitudes, longitudes: [[west, east]] };
}
