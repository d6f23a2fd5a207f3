import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measureDistance } from '@headgate/geometry/measure-distance.ts';
import { planJourneys } from './plan-journey.ts';

test('check-ins are shared out, the same each time, and follow the route', () => {
  const journeys = planJourneys(5000);
  assert.equal(
    journeys.reduce((sum, { positions }) => sum + positions.length, 0),
    5000,
  );
  assert.deepEqual(journeys, planJourneys(5000));
  for (const { positions, cities } of journeys) {
    assert(measureDistance(positions[0] as never, cities[0]?.location as never) < 1);
    assert(measureDistance(positions.at(-1) as never, cities.at(-1)?.location as never) < 1);
  }
});

test('each city is entered and left, the last one only entered', () => {
  for (const { cities, expected } of planJourneys(5000)) {
    assert.equal(expected.length, cities.length * 2 - 1);
    assert.deepEqual(
      expected.map(({ city, transition }) => `${city} ${transition}`),
      cities.flatMap(({ name }) => [`${name} ENTER`, `${name} EXIT`]).slice(0, -1),
    );
  }
});

test('distances are those of the map', () => {
  const berlin = { latitude: 52.52, longitude: 13.405 };
  const paris = { latitude: 48.8566, longitude: 2.3522 };
  assert(Math.abs(measureDistance(berlin, paris) - 877_500) < 1_000);
});
