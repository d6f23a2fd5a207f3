import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measureDistance } from './measure-distance.ts';

const roughly = (actual: number, expected: number) =>
  assert(Math.abs(actual - expected) <= expected * 0.005, `${actual} is not about ${expected}`);

test('distances between cities are right within half a percent', () => {
  const berlin = { latitude: 52.52, longitude: 13.405 };
  const paris = { latitude: 48.8566, longitude: 2.3522 };
  roughly(measureDistance(berlin, paris), 877_500);
  assert.equal(measureDistance(berlin, paris), measureDistance(paris, berlin));
  assert.equal(measureDistance(berlin, berlin), 0);
});

test('the antimeridian is no border', () => {
  const west = { latitude: 0, longitude: 179.999 };
  const east = { latitude: 0, longitude: -179.999 };
  roughly(measureDistance(west, east), 222.4);
});

test('at a pole every longitude is the same point', () => {
  const here = { latitude: 90, longitude: 0 };
  assert(measureDistance(here, { latitude: 90, longitude: 123 }) < 1e-6);
  roughly(measureDistance({ latitude: 89.999, longitude: 0 }, { latitude: 89.999, longitude: 180 }), 222.4);
});

test('antipodes are half the circumference apart', () => {
  const antipode = measureDistance({ latitude: 30, longitude: 40 }, { latitude: -30, longitude: -140 });
  roughly(antipode, 20_015_000);
});
