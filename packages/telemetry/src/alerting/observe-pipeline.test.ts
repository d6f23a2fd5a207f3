import assert from 'node:assert/strict';
import { test } from 'node:test';
import { metrics as openTelemetry } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { createObservePipeline } from './observe-pipeline.ts';

test('what becomes of alerts is counted, and how late it is', async () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter });
  openTelemetry.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
  const nowMs = 100_000;
  const observe = createObservePipeline(() => nowMs);
  observe.feed('evaluate-activity', [{ _ts: 99 }, { _ts: 40 }, {}]);
  observe.feed('evaluate-activity', []);
  const raisedAt = new Date(nowMs - 3_000).toISOString();
  observe.push('held', { raisedAt });
  observe.push('sent', { raisedAt });
  observe.deadLetter('push-alerts');
  observe.backlog({
    outbox: { count: 2, oldestMs: 70_000 },
    held: { count: 0, oldestMs: null },
    deadLetters: { count: 1, oldestMs: nowMs + 500 },
  });
  const { resourceMetrics } = await reader.collect();
  const points = resourceMetrics.scopeMetrics.flatMap((scope) =>
    scope.metrics.flatMap(({ descriptor, dataPoints }) =>
      dataPoints.map(({ attributes, value }) => [
        descriptor.name.replace('headgate.', ''),
        ...Object.values(attributes),
        typeof value === 'object' && 'sum' in value ? value.sum : value,
      ]),
    ),
  );
  assert.deepEqual(points.map((point) => point.join(' ')).sort(), [
    'alert.push_age 3',
    'alert.pushes held 1',
    'alert.pushes sent 1',
    'backlog.age dead_letters 0',
    'backlog.age held 0',
    'backlog.age outbox 30',
    'backlog.waiting dead_letters 1',
    'backlog.waiting held 0',
    'backlog.waiting outbox 2',
    'dead_letters push-alerts 1',
    'feed.lag evaluate-activity 60',
  ]);
  openTelemetry.disable();
});
