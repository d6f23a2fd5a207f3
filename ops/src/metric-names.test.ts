import assert from 'node:assert/strict';
import { channel } from 'node:diagnostics_channel';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { createObserveAlertAge } from '@headgate/telemetry/alerting/observe-alert-age.ts';
import { createObservePipeline } from '@headgate/telemetry/alerting/observe-pipeline.ts';
import { recordCharge } from '@headgate/telemetry/cosmos-hooks.ts';
import { type Meter, metrics as openTelemetry } from '@opentelemetry/api';
import { describeCounters } from '../../gateway/src/composition/describe-counters.ts';
import { createEngineCounters } from '../../gateway/src/execution/engine-counters.ts';
import { createSubscriptionCounters } from '../../gateway/src/subscriptions/subscription-counters.ts';
import { createMetrics } from '../../gateway/src/telemetry/create-metrics.ts';
import { startPrometheus } from '../../gateway/src/telemetry/start-prometheus.ts';
import { createLiveClients } from '../../gateway/src/transports/live-clients.ts';
import { generate } from './generate.ts';

/** Names as Prometheus has them, of what the gateway and the functions count; a metric without a number has no name. */
async function listEmitted(): Promise<ReadonlySet<string>> {
  await using prometheus = startPrometheus();
  using metrics = createMetrics(prometheus.meter);
  describeCounters(metrics, {
    engine: createEngineCounters(),
    subscriptions: createSubscriptionCounters(),
    readQueues: createLiveClients().readQueues,
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
  metrics.countSubscriptionEnd('LEFT');
  metrics.countSocketClose(1000);
  metrics.observeEventAge({ client: 'web', operation: 'AlertRaised', ageSeconds: 1 });
  openTelemetry.setGlobalMeterProvider({ getMeter: () => prometheus.meter as Meter });
  const alert = { raisedAt: new Date().toISOString() };
  createObserveAlertAge('published')(alert);
  createObserveAlertAge('delivered')(alert);
  const pipeline = createObservePipeline();
  pipeline.feed('evaluate-activity', [{ _ts: 1 }]);
  pipeline.push('sent', alert);
  pipeline.deadLetter('evaluate-activity');
  recordCharge(1, { operation: 'read_item', container: 'alerts', status: 200 });
  channel('headgate:redis:problem').publish({ kind: 'OOM' });
  const waiting = { count: 1, oldestMs: 1 };
  pipeline.backlog({ outbox: waiting, held: waiting, deadLetters: waiting });
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

const emitted = await listEmitted();

/** By OpenTelemetry's names, without the unit and `_total` that Prometheus adds. */
const isEmitted = (name: string, among = emitted) => {
  const underscored = name.replaceAll('.', '_');
  return [...among].some((each) =>
    [each, each.replace(/(?:_seconds)?(?:_total)?$/, '')].includes(underscored),
  );
};

test('queries of Azure and the documentation name metrics that there are, and the documentation all of them', async () => {
  const { 'azure-monitor.json': rules = '' } = generate();
  const asked = [...rules.matchAll(/'(headgate\.[a-z_.]+)'/g)].map(([, name = '']) => name);
  const ofSpans = /^headgate\.(?:operation\.result|sampling|client\.(?:name|version))$/;
  const unknown = asked.filter((name) => !isEmitted(name) && !ofSpans.test(name));
  assert.deepEqual([...new Set(unknown)], []);
  const url = new URL('../../docs/observability.md', import.meta.url);
  const [, section = ''] = /\n## Metrics\n(.*?)\n## /s.exec(await readFile(url, 'utf8')) ?? [];
  const documented = [...section.matchAll(/`(headgate\.[a-z_.]+)`/g)].map(([, name = '']) => name);
  assert.deepEqual(
    documented.filter((name) => !isEmitted(name)),
    [],
  );
  const ofPipeline = [...emitted].filter((name) =>
    /^headgate_(?:alert|feed|backlog|dead|redis|cosmos|socket|subscription_(?:ends|queue|completing))/.test(
      name,
    ),
  );
  assert.ok(ofPipeline.length > 9);
  assert.deepEqual(
    ofPipeline.filter((name) => !documented.some((each) => isEmitted(each, new Set([name])))),
    [],
  );
});

test('rules and dashboard ask for metrics that there are', async () => {
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
