import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headgate, stock } from '../contenders/contenders.ts';
import type { Measurement } from '../measure/measure-load.ts';
import { createHeadgateInProcess, createStockCached } from './caching-contenders.ts';
import { reportCaching } from './report-caching.ts';

const measurement = (cpuMs: number): Measurement => ({
  requests: 100,
  cpuMs,
  requestsPerSecond: 1_000 / cpuMs,
  p50Ms: 1,
  p99Ms: 2,
  residentBytes: 300 * 2 ** 20,
  subgraphRequests: 0,
});

test('targets are judged by what was measured, and what was not is not judged', () => {
  const contenders = [
    stock,
    createStockCached('redis://127.0.0.1'),
    createHeadgateInProcess('redis://127.0.0.1'),
  ];
  const rounds = new Map([
    ['stock', [measurement(20)]],
    ['stock-cached', [measurement(2)]],
    ['headgate-process', [measurement(0.2)]],
  ]);
  const report = reportCaching({
    large: { contenders, rounds },
    invalidation: { keys: 1_000_000, tagged: 10_000, tookMs: [70, 8, 9], waitedMs: [1] },
  });
  assert.match(report, /\| Headgate, hit in process +\| +0\.2 \| +1\/100 \|/);
  assert.match(report, /hit in process, of .+ 1\/60 \| +1\/150 \| +1\/100 \| reached, not the aim +\|/);
  assert.match(report, /\| Invalidation of 10,000 .+ 9 \| reached +\|/);
  assert.doesNotMatch(report, /hit in Redis, of|persisted GET|missing/);
});

test('larger is better for requests a second', () => {
  const contenders = [
    { ...stock, name: 'bare' },
    { ...headgate, name: 'headgate-process' },
  ];
  const rounds = new Map([
    ['bare', [measurement(0.03)]],
    ['headgate-process', [measurement(0.12)]],
  ]);
  assert.match(reportCaching({ small: { contenders, rounds } }), /a bare node:http server .+ falls short/);
});
