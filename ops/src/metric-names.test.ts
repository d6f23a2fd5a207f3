import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createObserveAlertAge } from '@headgate/telemetry/observe-alert-age.ts';
import { type Meter, metrics as openTelemetry } from '@opentelemetry/api';
import { describeCounters } from '../../gateway/src/composition/describe-counters.ts';
import { createEngineCounters } from '../../gateway/src/execution/engine-counters.ts';
import { createSubscriptionCounters } from '../../gateway/src/subscriptions/subscription-counters.ts';
import { createMetrics } from '../../gateway/src/telemetry/create-metrics.ts';
import { startPrometheus } from '../../gateway/src/telemetry/start-prometheus.ts';
import { generate } from './generate.ts';

/** Names as Prometheus has them, of what the gateway and the functions count; a metric without a number has no name. */
async function listEmitted(): Promise<ReadonlySet<string>> {
  await using prometheus = startPrometheus();
  using metrics = createMetrics(prometheus.meter);
  describeCounters(metrics, {
    engine: createEngineCounters(),
    subscriptions: createSubscriptionCounters(),
    refusedConnections: () => 0,
    keys: { failures: 0, fetchedAtMs: undefined },
  });
  metrics.observeRequest({ status: 200, durationMs: 1 });
  metrics.observeSubgraphRequest({ subgraph: 'a', outcome: 'answered', durationMs: 1 });
  metrics.observeCircuit({ subgraph: 'a', isOpen: false });
  metrics.countEntities('a', 'hit', 1);
  metrics.countCacheEvent('response.miss');
  metrics.observeOperation(operation, 1);
  metrics.observeCost('actual', 'COST_OK', 1);
  openTelemetry.setGlobalMeterProvider({ getMeter: () => prometheus.meter as Meter });
  createObserveAlertAge()({ raisedAt: new Date().toISOString() });
  openTelemetry.disable();
  return new Set([...(await prometheus.text()).matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name));
}

const operation = {
  operation: 'Home',
  type: 'query',
  client_name: 'web',
  client_version: '1',
  code: 'OK',
  result: 'ok',
} as const;

test('rules and dashboard ask for metrics that there are', async () => {
  const emitted = await listEmitted();
  const { 'prometheus-rules.yml': rules = '', 'grafana-dashboard.json': dashboard = '' } = generate();
  const asked = [...`${rules}\n${dashboard}`.matchAll(/\b(?:headgate|nodejs|process)_[a-z0-9_]+/g)].map(
    ([name]) => name.replace(/_(?:bucket|count|sum)$/, ''),
  );
  assert.ok(asked.length > 20);
  assert.deepEqual(
    [...new Set(asked)].filter((name) => !emitted.has(name)),
    [],
  );
});
