import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scenarios } from '../compare/scenarios.ts';
import type { Measurement } from '../measure/measure-load.ts';
import { createLinkContenders } from './create-link-contenders.ts';
import { reportLinks } from './report-links.ts';

const measured = (cpuMs: number): Measurement => ({
  requests: 1,
  cpuMs,
  requestsPerSecond: 1,
  p50Ms: 1,
  p99Ms: 1,
  residentBytes: 1,
  subgraphRequests: 4,
});

test('what a link costs is told by rounds, beside HTTP/1.1 over TCP', () => {
  const contenders = createLinkContenders({ http2Port: 1, socketPath: '/a.sock' });
  const rounds = new Map([
    ['headgate', [measured(1), measured(2), measured(1)]],
    ['unix', [measured(0.9), measured(1.8), measured(3)]],
    ['http2', [measured(2), measured(4), measured(3)]],
  ]);
  const [scenario] = scenarios;
  assert(scenario);
  const report = reportLinks([{ scenario, rounds }], contenders);
  assert.match(report, /HTTP\/1\.1, TCP +\| +1 \| +1 \|/);
  assert.match(report, /Unix socket \| +1\.8 \| +0\.9 \|/);
  assert.match(report, /HTTP\/2, TCP +\| +3 \| +2 \|/);
});
