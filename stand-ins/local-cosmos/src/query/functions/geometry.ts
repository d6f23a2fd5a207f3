export type Position = [longitude: number, latitude: number];

/** A GeoJSON geometry as its parts; multi-geometries have several. */
export interface Geometry {
  points: Position[];
  /** Each of at least two positions. */
  lines: Position[][];
  /** Each a shell and its holes, closed rings of at least four positions. */
  polygons: Position[][][];
}

function isPosition(value: unknown): value is Position {
  return (
    Array.isArray(value) &&
    typeof value[0] === 'number' &&
    typeof value[1] === 'number' &&
    Math.abs(value[0]) <= 180 &&
    Math.abs(value[1]) <= 90
  );
}

const areAll =
  <T>(isOne: (value: unknown) => value is T, least = 1) =>
  (value: unknown): value is T[] =>
    Array.isArray(value) && value.length >= least && value.every(isOne);

const isLine = areAll(isPosition, 2);

const isRing = (value: unknown): value is Position[] =>
  areAll(isPosition, 4)(value) && JSON.stringify(value[0]) === JSON.stringify(value.at(-1));

const isPolygon = areAll(isRing);

/**
 * Reads GeoJSON; undefined for what is none.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7946
 */
export function parseGeometry(value: unknown): Geometry | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, coordinates } = value as { type?: unknown; coordinates?: unknown };
  const of = (parts: Partial<Geometry>): Geometry => ({ points: [], lines: [], polygons: [], ...parts });
  switch (type) {
    case 'Point':
      return isPosition(coordinates) ? of({ points: [coordinates] }) : undefined;
    case 'MultiPoint':
      return areAll(isPosition)(coordinates) ? of({ points: coordinates }) : undefined;
    case 'LineString':
      return isLine(coordinates) ? of({ lines: [coordinates] }) : undefined;
    case 'MultiLineString':
      return areAll(isLine)(coordinates) ? of({ lines: coordinates }) : undefined;
    case 'Polygon':
      return isPolygon(coordinates) ? of({ polygons: [coordinates] }) : undefined;
    case 'MultiPolygon':
      return areAll(isPolygon)(coordinates) ? of({ polygons: coordinates }) : undefined;
    default:
      return undefined;
  }
}

/** Whether a ray from the point crosses the ring an odd number of times. */
function isInside([x, y]: Position, ring: Position[]): boolean {
  return ring.reduce((inside, [xa, ya], index) => {
    const [xb, yb] = ring.at(index - 1) as Position;
    return ya > y !== yb > y && x < ((xb - xa) * (y - ya)) / (yb - ya) + xa ? !inside : inside;
  }, false);
}

/** Whether a point lies in a polygon's shell and in none of its holes. */
export function isInPolygon(point: Position, [shell, ...holes]: Position[][]): boolean {
  return shell !== undefined && isInside(point, shell) && !holes.some((hole) => isInside(point, hole));
}

export type Segment = [Position, Position];

const segmentsOfLine = (line: Position[]): Segment[] =>
  line.slice(1).map((to, index) => [line[index] as Position, to]);

/** The edges of lines and of all rings. */
export function segmentsOf({ lines, polygons }: Geometry): Segment[] {
  return [...lines, ...polygons.flat()].flatMap(segmentsOfLine);
}

/** All positions that a geometry names. */
export function positionsOf({ points, lines, polygons }: Geometry): Position[] {
  return [...points, ...lines.flat(), ...polygons.flat(2)];
}

const turn = ([xa, ya]: Position, [xb, yb]: Position, [xc, yc]: Position) =>
  Math.sign((xb - xa) * (yc - ya) - (yb - ya) * (xc - xa));

export function isOnSegment(point: Position, [a, b]: Segment): boolean {
  return (
    turn(a, b, point) === 0 &&
    Math.min(a[0], b[0]) <= point[0] &&
    point[0] <= Math.max(a[0], b[0]) &&
    Math.min(a[1], b[1]) <= point[1] &&
    point[1] <= Math.max(a[1], b[1])
  );
}

/** Whether two segments go through each other, rather than touch at an end. */
export function doCross([a, b]: Segment, [c, d]: Segment): boolean {
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}
