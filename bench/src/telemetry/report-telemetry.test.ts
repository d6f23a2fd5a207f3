import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Measurement } from '../measure/measure-load.ts';
import { reportTelemetry } from './report-telemetry.ts';
import { createTelemetryContenders } from './telemetry-contenders.ts';

const measured = (cpuMs: number): Measurement => ({
  requests: 1,
  cpuMs,
  requestsPerSecond: 1,
  p50Ms: 1,
  p99Ms: 1,
  residentBytes: 1,
  subgraphRequests: 4,
});

test('what telemetry costs is told by rounds, and judged', () => {
  const contenders = createTelemetryContenders('http://127.0.0.1:1');
  const rounds = new Map([
    ['headgate', [measured(1), measured(2), measured(1)]],
    ['metrics', [measured(1), measured(2), measured(1)]],
    ['tenth', [measured(1.04), measured(2.08), measured(3)]],
  ]);
  const report = reportTelemetry({ contenders, rounds, startMs: new Map(), traceBytes: 1 });
  assert.match(report, /a tenth of the traces, of without telemetry \| +1\.05 \| +1\.04 \| reached/);
});
