import type { Area } from './area.ts';
import { earthRadiusMeters } from './earth-radius.ts';
import type { GeoPoint } from './geo-point.ts';
import { measureDistance } from './measure-distance.ts';
import { angleBetween, cross, dot, toUnitVector, type Vector } from './vector.ts';

/**
 * Makes the area within corners that are joined by great circles, the last one to the first; right across the
 * antimeridian and around a pole. It spans less than a hemisphere, and its sides do not cross.
 * @param corners 3 or more.
 */
export function createPolygon(corners: readonly GeoPoint[]): Area {
  const vectors = corners.map(toUnitVector);
  const sides = vectors.map((from, index) => {
    const to = vectors[(index + 1) % vectors.length] ?? from;
    return { from, to, normal: cross(from, to) };
  });
  const [first] = corners;
  const extentMeters = Math.max(...corners.map((corner) => (first ? measureDistance(first, corner) : 0)));
  return {
    radiusMeters: extentMeters / 2,
    distanceTo(location) {
      const point = toUnitVector(location);
      if (isWithin(point, vectors)) return 0;
      return earthRadiusMeters * Math.min(...sides.map((side) => angleToSide(point, side)));
    },
  };
}

interface Side {
  readonly from: Vector;
  readonly to: Vector;
  /** Of the plane through the side and the earth's centre; its length is the sine of the side's angle. */
  readonly normal: Vector;
}

/** Whether the corners, seen from the point, go all the way around it. */
function isWithin(point: Vector, corners: readonly Vector[]): boolean {
  // Seen from the other side of the earth they go around too.
  if (corners.every((corner) => dot(point, corner) <= 0)) return false;
  const directions = corners.map((corner) => {
    const along = dot(point, corner);
    return [
      corner[0] - along * point[0],
      corner[1] - along * point[1],
      corner[2] - along * point[2],
    ] as const;
  });
  let turned = 0;
  directions.forEach((from, index) => {
    const to = directions[(index + 1) % directions.length] ?? from;
    turned += Math.atan2(dot(point, cross(from, to)), dot(from, to));
  });
  return Math.abs(turned) > Math.PI;
}

function angleToSide(point: Vector, { from, to, normal }: Side): number {
  const length = Math.hypot(...normal);
  const isBeside = dot(cross(normal, from), point) > 0 && dot(cross(to, normal), point) > 0;
  if (length > 0 && isBeside) return Math.asin(Math.min(1, Math.abs(dot(point, normal)) / length));
  return Math.min(angleBetween(point, from), angleBetween(point, to));
}
