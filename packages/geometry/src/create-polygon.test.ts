import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createPolygon } from './create-polygon.ts';
import type { GeoPoint } from './geo-point.ts';
import { measureDistance } from './measure-distance.ts';

const at = (latitude: number, longitude: number): GeoPoint => ({ latitude, longitude });
const square = (south: number, west: number, north: number, east: number) =>
  createPolygon([at(south, west), at(south, east), at(north, east), at(north, west)]);
const isWithin = (area: ReturnType<typeof createPolygon>, point: GeoPoint) => area.distanceTo(point) === 0;

test('a point is within a polygon, or a distance away from it', () => {
  const area = square(0, 0, 1, 1);
  assert(isWithin(area, at(0.5, 0.5)));
  assert(isWithin(area, at(0, 0)));
  assert(Math.abs(area.distanceTo(at(0.5, 2)) - 111_195) < 100);
  assert(Math.abs(area.distanceTo(at(-1, -1)) - measureDistance(at(-1, -1), at(0, 0))) < 1);
});

test('corners in either direction, and a dent, make the same area', () => {
  const corners = [at(0, 0), at(0, 2), at(2, 2), at(0.5, 1), at(2, 0)];
  for (const area of [createPolygon(corners), createPolygon(corners.toReversed())]) {
    assert(isWithin(area, at(0.3, 1)));
    assert(!isWithin(area, at(1, 1)));
    assert(isWithin(area, at(1, 0.2)));
  }
});

test('the antimeridian is no border', () => {
  const area = square(-1, 179, 1, -179);
  assert(isWithin(area, at(0, 180)));
  assert(isWithin(area, at(0, -179.5)));
  assert(!isWithin(area, at(0, 178)));
  assert(!isWithin(area, at(0, 0)));
});

test('a polygon may go around a pole', () => {
  const area = createPolygon([at(-80, 0), at(-80, 90), at(-80, 180), at(-80, -90)]);
  assert(isWithin(area, at(-90, 123)));
  assert(isWithin(area, at(-85, 45)));
  assert(!isWithin(area, at(-79, 0)));
  assert(!isWithin(area, at(90, 0)));
});

test('near the equator it agrees with a naive polygon on a flat map', () => {
  const corner = fc.tuple(fc.integer({ min: 10, max: 99 }), fc.integer({ min: 1, max: 99 }));
  const degreesPerUnit = 0.0001;
  const toPoint = (x: number, y: number) => at(y * degreesPerUnit, x * degreesPerUnit);
  // A star around (0, 0): corners at rising angles, so that its sides do not cross.
  const star = fc.array(corner, { minLength: 5, maxLength: 12 }).map((corners) =>
    corners.map(([radius, shift], index) => {
      const angle = ((index + shift / 200) / corners.length) * 2 * Math.PI;
      return [radius * Math.cos(angle), radius * Math.sin(angle)] as const;
    }),
  );
  const coordinate = fc.integer({ min: -110, max: 110 });
  fc.assert(
    fc.property(star, coordinate, coordinate, (corners, x, y) => {
      const area = createPolygon(corners.map(([cornerX, cornerY]) => toPoint(cornerX, cornerY)));
      let isInside = false;
      let nearest = Number.POSITIVE_INFINITY;
      corners.forEach(([ax, ay], index) => {
        const [bx, by] = corners[(index + 1) % corners.length] ?? [ax, ay];
        if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) isInside = !isInside;
        const [dx, dy] = [bx - ax, by - ay];
        const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
        nearest = Math.min(nearest, Math.hypot(x - ax - along * dx, y - ay - along * dy));
      });
      // On the edge itself rounding decides.
      fc.pre(nearest > 0.01);
      const expectedMeters = isInside ? 0 : nearest * degreesPerUnit * 111_195;
      const meters = area.distanceTo(toPoint(x, y));
      assert(Math.abs(meters - expectedMeters) < 0.01, `${meters} instead of ${expectedMeters}`);
    }),
    { numRuns: 500 },
  );
});
