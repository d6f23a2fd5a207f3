import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { earthRadiusMeters } from '@headgate/geometry/earth-radius.ts';
import type { GeoPoint } from '@headgate/geometry/geo-point.ts';
import { createTestDatabase, type TestDatabase } from '../test-support/create-test-database.ts';
import { findPlacesNear, type SearchArea } from './find-places-near.ts';

let store: TestDatabase;
before(async () => {
  store = await createTestDatabase();
});
after(() => store[Symbol.asyncDispose]());
beforeEach(() => store.database.place.deleteMany());

async function createPlaces(points: Readonly<Record<string, GeoPoint>>) {
  const data = Object.entries(points).map(([id, point]) => ({ id, name: id, radiusMeters: 50, ...point }));
  await store.database.place.createMany({ data });
}

async function find(area: SearchArea, first = 100) {
  const found: string[] = [];
  let after: string | null = null;
  do {
    const { nodes, pageInfo } = await findPlacesNear(store.database, 'ada', area, { first, after });
    found.push(...nodes.map(({ id }) => id));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after);
  return found;
}

/** By another formula than the store's: the angle between two vectors. */
function distance(a: GeoPoint, b: GeoPoint): number {
  const [ax, ay, az] = toVector(a);
  const [bx, by, bz] = toVector(b);
  const cross = Math.hypot(ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx);
  return earthRadiusMeters * Math.atan2(cross, ax * bx + ay * by + az * bz);
}

function toVector({ latitude, longitude }: GeoPoint): [number, number, number] {
  const [lat, lon] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
  return [Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat)];
}

/** Numbers from 0 to 1 that look random and are the same each time. */
function createRandom() {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

test('the nearest come first, and the far ones not at all', async () => {
  await createPlaces({
    far: { latitude: 52.6, longitude: 13.4 },
    near: { latitude: 52.51, longitude: 13.4 },
    here: { latitude: 52.5, longitude: 13.4 },
    elsewhere: { latitude: 40.7, longitude: -74 },
  });
  const near = { latitude: 52.5, longitude: 13.4 };
  assert.deepEqual(await find({ near, withinMeters: 20_000 }), ['here', 'near', 'far']);
  assert.deepEqual(await find({ near, withinMeters: 2_000 }), ['here', 'near']);
});

test('neighbours are found across the antimeridian, from both sides', async () => {
  await createPlaces({
    west: { latitude: -16.8, longitude: 179.9 },
    east: { latitude: -16.8, longitude: -179.9 },
    line: { latitude: -16.8, longitude: 180 },
    away: { latitude: -16.8, longitude: 178 },
  });
  const withinMeters = 30_000;
  assert.deepEqual(await find({ near: { latitude: -16.8, longitude: 179.96 }, withinMeters }), [
    'line',
    'west',
    'east',
  ]);
  assert.deepEqual(await find({ near: { latitude: -16.8, longitude: -179.96 }, withinMeters }), [
    'line',
    'east',
    'west',
  ]);
});

test('neighbours are found across a pole', async () => {
  await createPlaces({
    here: { latitude: 89.9, longitude: 0 },
    across: { latitude: 89.9, longitude: 180 },
    beside: { latitude: 89.9, longitude: -90 },
    pole: { latitude: 90, longitude: 45 },
    south: { latitude: 88, longitude: 0 },
  });
  assert.deepEqual(await find({ near: { latitude: 89.95, longitude: 0 }, withinMeters: 20_000 }), [
    'here',
    'pole',
    'beside',
    'across',
  ]);
});

test('wherever one looks, a search finds what measuring every place finds', async () => {
  const random = createRandom();
  const point = (): GeoPoint => ({
    latitude: Math.max(-90, Math.min(90, Math.round((random() * 200 - 100) * 1e4) / 1e4)),
    longitude: Math.round((random() * 360 - 180) * 1e4) / 1e4,
  });
  const points = Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`p${index}`, point()]));
  await createPlaces(points);
  for (let round = 0; round < 60; round += 1) {
    const area = { near: point(), withinMeters: 1_000 * 10 ** (random() * 4.3) };
    const expected = Object.entries(points).filter(([, at]) => distance(at, area.near) <= area.withinMeters);
    assert.deepEqual(
      (await find(area)).toSorted(),
      expected.map(([id]) => id).toSorted(),
      JSON.stringify(area),
    );
  }
});

test('pages have every place once, though many are equally far away', async () => {
  const ring = Array.from({ length: 40 }, (_, index) => [
    `p${index}`,
    { latitude: 0, longitude: index % 2 ? 0.01 : -0.01 },
  ]);
  await createPlaces(Object.fromEntries(ring));
  const area = { near: { latitude: 0, longitude: 0 }, withinMeters: 5_000 };
  const all = await find(area);
  assert.equal(new Set(all).size, 40);
  for (const first of [1, 7, 39, 40]) assert.deepEqual(await find(area, first), all);
});
