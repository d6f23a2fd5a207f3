import { type OtlpReport, readLogs, readMetrics, readSpans } from './read-otlp.ts';
import type { ObservedLog, ObservedMetric, ObservedSpan } from './span.ts';

/** What has been told, the newest of it. */
export interface Observations {
  add(report: OtlpReport): void;
  /** Spans by the id of their trace, the newest trace last. */
  readonly traces: ReadonlyMap<string, readonly ObservedSpan[]>;
  /** The newest last. */
  readonly logs: readonly ObservedLog[];
  readonly metrics: ReadonlyMap<string, ObservedMetric>;
}

/** Traces of fewer spans are what parts do for themselves, over and over: they go first. */
export const spansOfInterest = 3;

const max = { traces: 1_000, spansOfTrace: 1_000, logs: 2_000, metrics: 5_000 };

/** Keeps as much as a person can look at, in memory. */
export function createObservations(): Observations {
  const traces = new Map<string, ObservedSpan[]>();
  const logs: ObservedLog[] = [];
  const metrics = new Map<string, ObservedMetric>();

  function addSpan(span: ObservedSpan): void {
    const spans = traces.get(span.traceId) ?? [];
    traces.set(span.traceId, spans);
    if (spans.length < max.spansOfTrace) spans.push(span);
    if (traces.size <= max.traces) return;
    const [oldest] = traces.keys();
    const least = traces.entries().find(([, each]) => each.length < spansOfInterest)?.[0] ?? oldest;
    if (least !== undefined) traces.delete(least);
  }

  return {
    traces,
    logs,
    metrics,
    add(report) {
      for (const span of readSpans(report)) addSpan(span);
      logs.push(...readLogs(report));
      logs.splice(0, Math.max(0, logs.length - max.logs));
      for (const metric of readMetrics(report)) {
        const key = JSON.stringify([metric.service, metric.name, metric.attributes]);
        if (metrics.has(key) || metrics.size < max.metrics) metrics.set(key, metric);
      }
    },
  };
}
