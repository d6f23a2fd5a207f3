import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scenarios } from '../compare/scenarios.ts';
import type { Measurement } from '../measure/measure-load.ts';
import { reportShares } from './report-shares.ts';

const at = (requestsPerSecond: number): Measurement => ({
  requests: 100,
  cpuMs: 0.5,
  requestsPerSecond,
  p50Ms: 1,
  p99Ms: 2,
  residentBytes: 1,
  subgraphRequests: 1,
});

test('throughput is told of one process, and of as many times one', () => {
  const [scenario] = scenarios;
  assert(scenario);
  const rounds = new Map([
    [1, [at(100)]],
    [4, [at(300)]],
  ]);
  const cells = reportShares([{ scenario, rounds }])
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  assert.deepEqual(cells.at(-1)?.slice(1, -1), ['4', '0.8', '300', '3', '0.75', '0.5', '0.15', '2']);
});

test('where nothing could be limited, the report says so', () => {
  assert.match(reportShares(undefined), /was not measured/);
});
