import { countRedisProblems } from '@headgate/telemetry/count-redis-problems.ts';
import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { MeterProvider, type MetricData, MetricReader } from '@opentelemetry/sdk-metrics';
import type { MetricsMeter } from './metrics-meter.ts';
import { observeProcess } from './process/observe-process.ts';

/** Metrics in the text format of Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats/). */
export interface Prometheus extends AsyncDisposable {
  readonly meter: MetricsMeter;
  readonly contentType: string;
  text(): Promise<string>;
}

/** Who counts bounds the series; what is beyond this many would be lost in one. */
const maxSeries = 10_000;

/** Reads when it is asked to. */
class TextReader extends MetricReader {
  protected override async onForceFlush(): Promise<void> {}
  protected override async onShutdown(): Promise<void> {}
}

/**
 * Starts OpenTelemetry's metrics for who scrapes this process, with those of the process itself and of its connections to Redis:
 * `@headgate/telemetry` counts the latter for who collects.
 */
export function startPrometheus(): Prometheus {
  const reader = new TextReader({ cardinalitySelector: () => maxSeries });
  const provider = new MeterProvider({ readers: [reader] });
  const meter = provider.getMeter('headgate');
  const observing = new DisposableStack();
  observing.use(observeProcess(meter));
  observing.use(countRedisProblems(meter));
  const serializer = new PrometheusSerializer(undefined, false, undefined, true, true);
  return {
    meter,
    contentType: 'text/plain; version=0.0.4; charset=utf-8',
    async text() {
      const { resourceMetrics, errors } = await reader.collect();
      if (errors.length > 0) throw new AggregateError(errors, 'Metrics could not be collected.');
      const scopeMetrics = resourceMetrics.scopeMetrics.map((scope) => ({
        ...scope,
        metrics: scope.metrics.map(withUnitInName),
      }));
      // Types of two copies of the metrics SDK, which are the same.
      type Serialized = Parameters<typeof serializer.serialize>[0];
      return serializer.serialize({ ...resourceMetrics, scopeMetrics } as unknown as Serialized);
    },
    async [Symbol.asyncDispose]() {
      observing.dispose();
      await provider.shutdown();
    },
  };
}

/** Names of Prometheus end with their unit: https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/. */
function withUnitInName(metric: MetricData): MetricData {
  const { descriptor } = metric;
  if (descriptor.unit !== 's') return metric;
  return { ...metric, descriptor: { ...descriptor, name: `${descriptor.name}.seconds`, unit: '' } };
}
