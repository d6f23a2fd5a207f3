import { toRadians } from '@headgate/geometry/angles.ts';
import { earthRadiusMeters } from '@headgate/geometry/earth-radius.ts';
import { measureDistance } from '@headgate/geometry/measure-distance.ts';
import type { CosmosFunction, FunctionTable } from './cosmos-function.ts';
import {
  doCross,
  type Geometry,
  isInPolygon,
  isOnSegment,
  type Position,
  parseGeometry,
  positionsOf,
  type Segment,
  segmentsOf,
} from './geometry.ts';

/** Metres along a great circle. */
function distanceOfPoints(from: Position, to: Position): number {
  const toPoint = ([longitude, latitude]: Position) => ({ latitude, longitude });
  return measureDistance(toPoint(from), toPoint(to));
}

/** Metres to the nearest position of a segment, on a plane that touches the earth at the point. */
function distanceToSegment(point: Position, [a, b]: Segment): number {
  const scale = Math.cos(toRadians(point[1]));
  const flat = ([x, y]: Position): Position => [(x - point[0]) * scale, y - point[1]];
  const [[xa, ya], [xb, yb]] = [flat(a), flat(b)];
  const length = (xb - xa) ** 2 + (yb - ya) ** 2;
  const part = length === 0 ? 0 : -(xa * (xb - xa) + ya * (yb - ya)) / length;
  const along = Math.max(0, Math.min(1, part));
  return distanceOfPoints(point, [a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1])]);
}

function covers(outer: Geometry, point: Position): boolean {
  return (
    outer.polygons.some((polygon) => isInPolygon(point, polygon)) ||
    outer.points.some(([x, y]) => x === point[0] && y === point[1]) ||
    segmentsOf(outer).some((segment) => isOnSegment(point, segment))
  );
}

function intersects(a: Geometry, b: Geometry): boolean {
  const edges = segmentsOf(b);
  return (
    positionsOf(a).some((point) => covers(b, point)) ||
    positionsOf(b).some((point) => covers(a, point)) ||
    segmentsOf(a).some((segment) => edges.some((edge) => doCross(segment, edge)))
  );
}

/** Whether all of `inner` lies in the polygons of `outer`. */
function isWithin(inner: Geometry, outer: Geometry): boolean | undefined {
  if (outer.polygons.length === 0) return undefined;
  const edges = segmentsOf(outer);
  const middles = segmentsOf(inner).map(([a, b]): Position => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]);
  return (
    [...positionsOf(inner), ...middles].every((point) => covers(outer, point)) &&
    !segmentsOf(inner).some((segment) => edges.some((edge) => doCross(segment, edge)))
  );
}

function distance(a: Geometry, b: Geometry): number {
  if (intersects(a, b)) return 0;
  const toParts = (from: Geometry, to: Geometry) =>
    positionsOf(from).flatMap((point) => [
      ...to.points.map((other) => distanceOfPoints(point, other)),
      ...segmentsOf(to).map((segment) => distanceToSegment(point, segment)),
    ]);
  return [...toParts(a, b), ...toParts(b, a)].reduce((least, metres) => Math.min(least, metres));
}

/** Square metres of a ring on a sphere. */
function areaOfRing(ring: Position[]): number {
  const sum = ring.slice(1).reduce((total, [xb, yb], index) => {
    const [xa, ya] = ring[index] as Position;
    return total + toRadians(xb - xa) * (2 + Math.sin(toRadians(ya)) + Math.sin(toRadians(yb)));
  }, 0);
  return Math.abs((sum * earthRadiusMeters ** 2) / 2);
}

function area({ polygons }: Geometry): number {
  return polygons.reduce((total, [shell = [], ...holes]) => {
    const inner = holes.reduce((sum, hole) => sum + areaOfRing(hole), 0);
    return total + areaOfRing(shell) - inner;
  }, 0);
}

const ofGeometries =
  (apply: (a: Geometry, b: Geometry) => unknown): CosmosFunction =>
  (a, b) => {
    const [first, second] = [parseGeometry(a), parseGeometry(b)];
    return first && second ? apply(first, second) : undefined;
  };

/**
 * Points, lines and polygons of GeoJSON. Edges are straight in longitude and latitude, where the service has geodesics.
 *
 * @see https://learn.microsoft.com/azure/cosmos-db/nosql/query/system-functions#spatial-functions
 */
export const spatialFunctions: FunctionTable = {
  ST_AREA: (value) => {
    const geometry = parseGeometry(value);
    return geometry && area(geometry);
  },
  ST_DISTANCE: ofGeometries(distance),
  ST_INTERSECTS: ofGeometries(intersects),
  ST_ISVALID: (value) => parseGeometry(value) !== undefined,
  ST_ISVALIDDETAILED: (value) =>
    parseGeometry(value)
      ? { valid: true }
      : { valid: false, reason: 'The value is no GeoJSON geometry with well-formed coordinates.' },
  ST_WITHIN: ofGeometries(isWithin),
};
