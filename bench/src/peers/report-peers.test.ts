import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headgate, stock } from '../contenders/contenders.ts';
import type { Measurement } from '../measure/measure-load.ts';
import { reportPeers } from './report-peers.ts';

const measurement = (cpuMs: number): Measurement => ({
  requests: 1_000,
  cpuMs,
  requestsPerSecond: 1_000,
  p50Ms: 1,
  p99Ms: 2,
  residentBytes: 1024 ** 2,
  subgraphRequests: 1,
});

test('Headgate is set against the best of the others', () => {
  const contenders = [headgate, { ...stock, name: 'a', title: 'A' }, { ...stock, name: 'b', title: 'B' }];
  const medians = new Map([
    ['headgate', measurement(1)],
    ['a', measurement(2)],
    ['b', measurement(0.5)],
  ]);
  const report = reportPeers([{ load: 'unique', medians }], contenders);
  assert.match(
    report,
    /### CPU ms a request\n\n.*Headgate \| +A \| +B .*\n.*\n\| unique +\| +1 \| +2 \| +0\.5 \| +2 \|/,
  );
});
