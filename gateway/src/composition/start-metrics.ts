import { setTimeout as delay } from 'node:timers/promises';
import { createNoopMeter, type MeterProvider, metrics as openTelemetry } from '@opentelemetry/api';
import type { GatewayConfig } from '../config/config.ts';
import { combineMeters } from '../telemetry/combine-meters.ts';
import { createMetrics, type Metrics } from '../telemetry/create-metrics.ts';
import type { Prometheus } from '../telemetry/start-prometheus.ts';

export interface RunningMetrics extends AsyncDisposable {
  readonly metrics: Metrics;
  /** For who scrapes them, where anybody does. */
  readonly prometheus: Prometheus | undefined;
}

/** How long the last numbers may take that are told before nobody counts any more, in milliseconds. */
const lastReportMs = 2_000;

/**
 * Starts counting for who scrapes this gateway, as `served` says, and for who has told OpenTelemetry to collect. Loads no SDK
 * for nobody, and counts nothing.
 */
export async function startMetrics(served: GatewayConfig['metrics']): Promise<RunningMetrics | undefined> {
  const collected = openTelemetry.getMeter('headgate');
  const isCollected = collected !== createNoopMeter();
  if (!served && !isCollected) return undefined;
  await using cleanup = new AsyncDisposableStack();
  const prometheus = served
    ? cleanup.use((await import('../telemetry/start-prometheus.ts')).startPrometheus())
    : undefined;
  const meters = [...(isCollected ? [collected] : []), ...(prometheus ? [prometheus.meter] : [])];
  const [meter = collected, ...others] = meters;
  const metrics = cleanup.use(createMetrics(others.length > 0 ? combineMeters(meters) : meter));
  const running = cleanup.move();
  return {
    metrics,
    prometheus,
    async [Symbol.asyncDispose]() {
      if (isCollected) await tellLast(openTelemetry.getMeterProvider());
      await running.disposeAsync();
    },
  };
}

/** Has what was counted since the last report be told. A collector that does not answer is not waited for. */
async function tellLast(provider: MeterProvider & { forceFlush?(): Promise<void> }): Promise<void> {
  const told = new AbortController();
  const deadline = delay(lastReportMs, undefined, { signal: told.signal }).catch(() => undefined);
  await Promise.race([Promise.resolve(provider.forceFlush?.()).catch(() => undefined), deadline]);
  told.abort();
}
