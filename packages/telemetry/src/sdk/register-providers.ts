import {
  context,
  DiagConsoleLogger,
  diag,
  metrics,
  propagation,
  type TextMapPropagator,
  trace,
} from '@opentelemetry/api';
import { logs } from '@opentelemetry/api-logs';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { diagLogLevelFromString, getStringFromEnv } from '@opentelemetry/core';
import { LoggerProvider } from '@opentelemetry/sdk-logs';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { type Sampler, TracerProvider } from '@opentelemetry/sdk-trace';
import { detectResource } from './detect-resource.ts';
import type { Processing } from './processing.ts';
import { readLogLimits, readSpanLimits } from './read-limits.ts';

export interface ProvidersOptions extends Processing {
  readonly sampler: Sampler;
  /** Undefined where traces neither come nor go on. */
  readonly propagator: TextMapPropagator | undefined;
}

/**
 * Has whoever asks OpenTelemetry's API from now on get what makes spans, numbers and lines, as the standard variables say
 * (https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/). Those that nobody takes are not made.
 */
export function registerProviders({
  sampler,
  propagator,
  ...processing
}: ProvidersOptions): readonly { shutdown(): Promise<void> }[] {
  const level = diagLogLevelFromString(getStringFromEnv('OTEL_LOG_LEVEL'));
  if (level !== undefined) diag.setLogger(new DiagConsoleLogger(), level);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  if (propagator) propagation.setGlobalPropagator(propagator);
  const resource = detectResource();
  const { spanProcessors, metricReaders: readers, logRecordProcessors: processors, views } = processing;
  const tracers = new TracerProvider({ resource, sampler, spanProcessors, spanLimits: readSpanLimits() });
  trace.setGlobalTracerProvider(tracers);
  const meters = readers.length > 0 ? new MeterProvider({ resource, readers, views }) : undefined;
  if (meters) metrics.setGlobalMeterProvider(meters);
  const loggers =
    processors.length > 0
      ? new LoggerProvider({ resource, processors, logRecordLimits: readLogLimits() })
      : undefined;
  if (loggers) logs.setGlobalLoggerProvider(loggers);
  return [tracers, meters, loggers].filter((provider) => provider !== undefined);
}
