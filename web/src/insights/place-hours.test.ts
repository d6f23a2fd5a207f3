import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeHours } from './place-hours.ts';

const at = (hour: number) => `2026-06-01T0${hour}:00:00.000Z`;
const box = { width: 300, height: 100, now: Date.parse(at(1)) };

test('counts are a line, the forecast another with its interval as an area, and the present is between them', () => {
  const forecast = (expected: number) => ({
    low: expected - 1,
    expected,
    high: expected + 1,
    method: 'm',
    error: 1,
  });
  const placed = placeHours(
    [
      { hour: at(0), events: 4, users: 1, forecast: null },
      { hour: at(1), events: 2, users: 1, forecast: forecast(3) },
      { hour: at(2), events: null, users: null, forecast: forecast(4) },
      { hour: at(3), events: null, users: null, forecast: forecast(1) },
    ],
    box,
  );
  assert.equal(placed.most, 5);
  assert.equal(placed.events, 'M0 20L100 60');
  assert.equal(placed.expected, 'M100 40L200 20L300 80');
  assert.equal(placed.band, 'M100 20L200 0L300 60L300 100L200 40L100 60Z');
  assert.equal(placed.now, 100);
});

test('a gap breaks the line, and nothing is nothing', () => {
  const quiet = { events: 1, users: 1, forecast: null };
  const placed = placeHours(
    [
      { hour: at(0), ...quiet },
      { hour: at(2), ...quiet },
    ],
    box,
  );
  assert.equal(placed.events, 'M0 0M300 0');
  assert.equal(placed.band, '');
  assert.deepEqual(placeHours([], box), { events: '', expected: '', band: '', most: 1, now: null });
});
