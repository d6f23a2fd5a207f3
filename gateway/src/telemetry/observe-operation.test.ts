import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMetrics } from './create-metrics.ts';
import { createObserveOperation } from './observe-operation.ts';
import { startPrometheus } from './start-prometheus.ts';

const client = { name: 'web', version: '1.2' };

test('an operation is counted once, by the gravest of its codes', async () => {
  await using prometheus = startPrometheus();
  using metrics = createMetrics(prometheus.meter);
  const observe = createObserveOperation(metrics);
  const ended = { type: 'query', name: 'Home', client, durationMs: 20 } as const;
  observe({ ...ended, codes: [] });
  observe({ ...ended, codes: ['BAD_USER_INPUT'] });
  observe({ ...ended, codes: ['BAD_USER_INPUT', 'SUBREQUEST_HTTP_ERROR'] });
  observe({ type: undefined, name: undefined, client, codes: ['GRAPHQL_PARSE_FAILED'], durationMs: 1 });
  const lines = (await prometheus.text()).split('\n');
  const labels = (operation: string, type: string, code: string, result: string) =>
    `headgate_operations_total{operation="${operation}",type="${type}",client_name="web",client_version="1.2",code="${code}",result="${result}"} 1`;
  assert.deepEqual(
    lines.filter((line) => line.startsWith('headgate_operations_total')),
    [
      labels('Home', 'query', 'OK', 'ok'),
      labels('Home', 'query', 'BAD_USER_INPUT', 'refused'),
      labels('Home', 'query', 'SUBREQUEST_HTTP_ERROR', 'failed'),
      labels('unknown', 'unknown', 'GRAPHQL_PARSE_FAILED', 'refused'),
    ],
  );
  assert.ok(lines.includes('headgate_operation_duration_seconds_bucket{operation="Home",le="0.05"} 3'));
});

test('10,000 names, clients and codes at random leave a bounded number of series, and lose no operation', async () => {
  await using prometheus = startPrometheus();
  using metrics = createMetrics(prometheus.meter);
  const observe = createObserveOperation(metrics);
  const observed = 10_000;
  for (let index = 0; index < observed; index += 1) {
    observe({
      type: 'query',
      name: `Operation${index}${'x'.repeat(5_000)}`,
      client: { name: `client-${index}`, version: `${index}` },
      codes: [`CODE_${index}`],
      durationMs: 1,
    });
  }
  const text = await prometheus.text();
  const counts = text.split('\n').filter((line) => line.startsWith('headgate_operations_total'));
  const sum = counts.reduce((total, line) => total + Number(line.slice(line.lastIndexOf(' '))), 0);
  assert.equal(sum, observed);
  assert.ok(counts.length <= 2_301, String(counts.length));
  const durations = text.split('\n').filter((line) => line.startsWith('headgate_operation_duration'));
  assert.ok(durations.length <= 301 * 11, String(durations.length));
  assert.ok(text.length < 2_000_000, String(text.length));
});
