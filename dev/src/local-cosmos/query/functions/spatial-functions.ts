import type { FunctionTable } from './cosmos-function.ts';

type Position = [longitude: number, latitude: number];

/** The radius in metres of a sphere with the surface of the earth. */
const earthRadius = 6_371_008.8;

function isPosition(value: unknown): value is Position {
  return (
    Array.isArray(value) &&
    typeof value[0] === 'number' &&
    typeof value[1] === 'number' &&
    Math.abs(value[0]) <= 180 &&
    Math.abs(value[1]) <= 90
  );
}

function coordinates(value: unknown, type: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const geometry = value as { type?: unknown; coordinates?: unknown };
  return geometry.type === type ? geometry.coordinates : undefined;
}

function pointOf(value: unknown): Position | undefined {
  const position = coordinates(value, 'Point');
  return isPosition(position) ? position : undefined;
}

function ringsOf(value: unknown): Position[][] | undefined {
  const rings = coordinates(value, 'Polygon');
  const isRing = (ring: unknown) =>
    Array.isArray(ring) &&
    ring.length >= 4 &&
    ring.every(isPosition) &&
    JSON.stringify(ring[0]) === JSON.stringify(ring.at(-1));
  return Array.isArray(rings) && rings.length > 0 && rings.every(isRing) ? rings : undefined;
}

/** Metres along a great circle. */
function distance(from: Position, to: Position): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const [a, b] = [radians(from[1]), radians(to[1])];
  const half = (angle: number) => Math.sin(angle / 2) ** 2;
  const h = half(b - a) + Math.cos(a) * Math.cos(b) * half(radians(to[0] - from[0]));
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Whether a ray from the point crosses the ring an odd number of times. */
function isInside([x, y]: Position, ring: Position[]): boolean {
  return ring.reduce((inside, [xa, ya], index) => {
    const [xb, yb] = ring.at(index - 1) as Position;
    return ya > y !== yb > y && x < ((xb - xa) * (y - ya)) / (yb - ya) + xa ? !inside : inside;
  }, false);
}

function isWithin(inner: unknown, outer: unknown): boolean | undefined {
  const [point, rings] = [pointOf(inner), ringsOf(outer)];
  if (!point || !rings) return undefined;
  const [shell, ...holes] = rings as [Position[], ...Position[][]];
  return isInside(point, shell) && !holes.some((hole) => isInside(point, hole));
}

/**
 * Points and polygons of GeoJSON.
 *
 * @see https://learn.microsoft.com/azure/cosmos-db/nosql/query/system-functions#spatial-functions
 */
export const spatialFunctions: FunctionTable = {
  ST_DISTANCE: (a, b) => {
    const [from, to] = [pointOf(a), pointOf(b)];
    return from && to ? distance(from, to) : undefined;
  },
  ST_ISVALID: (value) => pointOf(value) !== undefined || ringsOf(value) !== undefined,
  ST_WITHIN: isWithin,
};
