import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headgate, stock } from '../contenders/contenders.ts';
import type { Measurement } from '../measure/measure-load.ts';
import { reportComparison } from './report-comparison.ts';
import { scenarios } from './scenarios.ts';

const [unique] = scenarios;
const measurement: Measurement = {
  requests: 100,
  cpuMs: 20,
  requestsPerSecond: 50,
  p50Ms: 900,
  p99Ms: 1_100,
  residentBytes: 300 * 2 ** 20,
  subgraphRequests: 16,
};
const cpu = (cpuMs: number): Measurement => ({ ...measurement, cpuMs });

test('ratios are of medians, and targets are judged by them', () => {
  assert(unique);
  const rounds = new Map([
    ['stock', [cpu(20), cpu(70), cpu(19)]],
    ['headgate', [cpu(2), cpu(4), cpu(2)].map((each) => ({ ...each, subgraphRequests: 12 }))],
  ]);
  const report = reportComparison([{ scenario: unique, rounds }], [stock, headgate]);
  assert.match(report, /\| Headgate +\| +2 \| +1\/10 \|/);
  assert.match(report, /\| CPU a request, unique .+ 1\/8 \| +1\/11 \| +1\/10 \| reached, not the aim +\|/);
  assert.match(report, /\| Subgraph requests .+ 12 \| falls short +\|/);
  assert.doesNotMatch(report, /identical requests/, 'what was not measured is not judged');
});
