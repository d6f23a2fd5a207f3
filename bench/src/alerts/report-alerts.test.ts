import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reportAlerts } from './report-alerts.ts';

/** An event whose every hop takes `ms`. */
const delivery = (ms: number) => ({
  sentAt: 0,
  recordedAt: ms,
  evaluatedAt: 2 * ms,
  answeredAt: 2 * ms,
  publishedAt: 3 * ms,
  receivedAt: 4 * ms,
});

test('delays are told from the answer on, and hop by hop', () => {
  const deliveries = Array.from({ length: 100 }, (_, index) => delivery(index + 1));
  const report = reportAlerts({
    delivery: { users: 2, eventsPerSecond: 5, deliveries, cpuMsPerEvent: { gateway: 1.5 }, missing: 3 },
  });
  assert.match(report, /answer to message, ms, p50 \| +100 \| +150/);
  assert.match(report, /answer to message, ms, p99 \| +198 \| +500/);
  assert.match(report, /alerts missing +\| +3 \| +0/);
  assert.match(report, /to Redis.*\| +50 \| +90 \| +99/);
  assert.match(report, /all of it +\| +200 \| +360 \| +396/);
  assert.match(report, /gateway 1\.5/);
});

test('memory is told by its last value over its first', () => {
  const memory = [
    { heapBytes: 10, residentBytes: 20 },
    { heapBytes: 11, residentBytes: 30 },
  ];
  const report = reportAlerts({ evaluation: { throughputs: [], memory } });
  assert.match(report, /heap 1\.1, resident 1\.5/);
});
