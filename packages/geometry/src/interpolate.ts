import { toDegrees } from './angles.ts';
import type { GeoPoint } from './geo-point.ts';
import { angleBetween, toUnitVector } from './vector.ts';

/** The position at a fraction (0 to 1) of the great circle from one position to another. */
export function interpolate(from: GeoPoint, to: GeoPoint, fraction: number): GeoPoint {
  const [start, end] = [toUnitVector(from), toUnitVector(to)];
  const angle = angleBetween(start, end);
  if (angle === 0) return from;
  const weights = [Math.sin((1 - fraction) * angle), Math.sin(fraction * angle)] as const;
  const [x, y, z] = [0, 1, 2].map(
    (axis) => ((start[axis] ?? 0) * weights[0] + (end[axis] ?? 0) * weights[1]) / Math.sin(angle),
  ) as [number, number, number];
  return { latitude: toDegrees(Math.atan2(z, Math.hypot(x, y))), longitude: toDegrees(Math.atan2(y, x)) };
}
