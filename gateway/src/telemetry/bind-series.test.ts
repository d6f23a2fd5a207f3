import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Histogram as Instrument } from '@opentelemetry/api';
import { type Histogram, MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import { bindSeries } from './bind-series.ts';
import { combineMeters } from './combine-meters.ts';

class Reader extends MetricReader {
  protected override async onForceFlush(): Promise<void> {}
  protected override async onShutdown(): Promise<void> {}
  async counts() {
    const { resourceMetrics } = await this.collect();
    const points = resourceMetrics.scopeMetrics[0]?.metrics[0]?.dataPoints ?? [];
    return points.map(({ attributes, value }) => [attributes['subgraph'], (value as Histogram).count]);
  }
}

function start() {
  const reader = new Reader();
  return { reader, meter: new MeterProvider({ readers: [reader] }).getMeter('test') };
}

test('values are recorded under their labels, before and after these are collected, and labels are looked for once each time', async () => {
  const { reader, meter } = start();
  const histogram = meter.createHistogram('a');
  let looked = 0;
  const counting: Instrument = Object.assign(Object.create(histogram), {
    record(...of: Parameters<Instrument['record']>) {
      looked += 1;
      histogram.record(...of);
    },
  });
  const [accounts, activity] = ['accounts', 'activity'].map((subgraph) => bindSeries(counting, { subgraph }));
  for (let count = 0; count < 3; count++) accounts?.(1);
  activity?.(1);
  assert.deepEqual(await reader.counts(), [
    ['accounts', 3],
    ['activity', 1],
  ]);
  accounts?.(1);
  accounts?.(1);
  assert.deepEqual(await reader.counts(), [
    ['accounts', 5],
    ['activity', 1],
  ]);
  assert.equal(looked, 3);
});

test('what is recorded with several meters is recorded with each', async () => {
  const [one, other] = [start(), start()];
  const record = bindSeries(combineMeters([one.meter, other.meter]).createHistogram('a'), { subgraph: 'a' });
  record(1);
  record(2);
  for (const { reader } of [one, other]) assert.deepEqual(await reader.counts(), [['a', 2]]);
});

test('what is no histogram of the SDK is told each value', () => {
  const told: unknown[] = [];
  bindSeries({ record: (...of) => void told.push(of) }, { a: 1 })(5);
  assert.deepEqual(told, [[5, { a: 1 }]]);
});
