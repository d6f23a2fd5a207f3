import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeCsv } from './write-csv.ts';

test('hours are rows, and what is not known is empty', () => {
  const forecast = { low: 0, expected: 1.5, high: 4, method: 'mean, "of" 4', error: 1 };
  const text = writeCsv([
    { hour: '2026-06-01T00:00:00.000Z', events: 3, users: 2, forecast: null },
    { hour: '2026-06-01T01:00:00.000Z', events: null, users: null, forecast },
  ]);
  assert.deepEqual(text.split('\r\n'), [
    'hour,events,users,low,expected,high,method',
    '2026-06-01T00:00:00.000Z,3,2,,,,',
    '2026-06-01T01:00:00.000Z,,,0,1.5,4,"mean, ""of"" 4"',
    '',
  ]);
});
