import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reportInsights } from './report-insights.ts';

const gold = (events: number) => ({
  events,
  days: 100,
  fillMs: 1,
  hourlyMs: events / 1_000,
  allMs: Number.NaN,
  modelsMs: Number.NaN,
  dayMs: 3_000,
  hourlyPeakBytes: 2 ** 30,
  peakBytes: 2 ** 30,
  silverBytes: events * 20,
  queries: [{ name: 'hours', ms: [10, 20, 90] }],
});

test('targets are judged on ten million events', () => {
  const report = reportInsights({
    gold: [gold(1_000_000), gold(10_000_000)],
    freshness: { ms: [100, 200, 3_000] },
    scoring: [
      { what: 'a', events: 1, usPerEvent: 0.5 },
      { what: 'b', events: 1, usPerEvent: 12 },
    ],
  });
  assert.match(report, /hourly gold from nothing, s +\| +10 \| +60 \| reached/);
  assert.match(report, /one more day, all of gold, s +\| +3 \| +2 \| falls short/);
  assert.match(report, /slowest query.*\| +20 \| +50 \| reached/);
  assert.match(report, /to gold, ms, p50 +\| +200 \| +1,000 \| reached/);
  assert.match(report, /scoring an event.*\| +12 \| +10 \| falls short/);
});

test('what was not measured is said to be so, and a thousand million events are told as an estimate', () => {
  const report = reportInsights({ gold: [gold(100_000_000)] });
  assert.match(report, /hourly gold from nothing, s +\| +– \| +60 \| not measured/);
  assert.match(report, /On paper, not measured.*Silver 18\.6 GiB; hourly gold from nothing 16\.7 minutes/);
});
