import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surroundingBox } from './surrounding-box.ts';

test('a circle is between two parallels and two meridians', () => {
  const { latitudes, longitudes } = surroundingBox({ latitude: 0, longitude: 10 }, 111_195);
  assert(Math.abs(latitudes[0] + 1) < 1e-4 && Math.abs(latitudes[1] - 1) < 1e-4);
  assert.equal(longitudes.length, 1);
  assert(Math.abs((longitudes[0]?.[0] ?? 0) - 9) < 1e-4 && Math.abs((longitudes[0]?.[1] ?? 0) - 11) < 1e-4);
});

test('meridians are further apart towards the poles', () => {
  const [range] = surroundingBox({ latitude: 60, longitude: 0 }, 111_195).longitudes;
  assert((range?.[1] ?? 0) > 2);
});

test('a circle across the antimeridian has two ranges of longitude', () => {
  const east = surroundingBox({ latitude: 0, longitude: 179.5 }, 111_195).longitudes;
  assert.equal(east.length, 2);
  assert(Math.abs((east[1]?.[1] ?? 0) + 179.5) < 1e-4);
  const west = surroundingBox({ latitude: 0, longitude: -179.5 }, 111_195).longitudes;
  assert.equal(west.length, 2);
  assert(Math.abs((west[0]?.[0] ?? 0) - 179.5) < 1e-4);
});

test('a circle around a pole has every longitude, and no latitude beyond the pole', () => {
  const { latitudes, longitudes } = surroundingBox({ latitude: 89.9, longitude: 0 }, 50_000);
  assert.equal(latitudes[1], 90);
  assert.deepEqual(longitudes, [[-180, 180]]);
});
