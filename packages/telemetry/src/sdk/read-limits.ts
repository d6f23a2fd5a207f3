import { getNumberFromEnv } from '@opentelemetry/core';
import type { LogRecordLimits } from '@opentelemetry/sdk-logs';
import type { SpanLimits } from '@opentelemetry/sdk-trace';

/** How much waits for a report, and for how long, in milliseconds; defaults are the SDK's. */
interface Batching {
  readonly maxQueueSize?: number;
  readonly maxExportBatchSize?: number;
  readonly scheduledDelayMillis?: number;
  readonly exportTimeoutMillis?: number;
}

/** The first that is set to a number that is not negative. */
function read(...names: readonly string[]): number | undefined {
  return names.map(getNumberFromEnv).find((value) => value !== undefined && value >= 0);
}

/** @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#span-limits */
export function readSpanLimits(): SpanLimits {
  return defined({
    attributeCountLimit: read('OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT', 'OTEL_ATTRIBUTE_COUNT_LIMIT'),
    attributeValueLengthLimit: read(
      'OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT',
      'OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT',
    ),
    eventCountLimit: read('OTEL_SPAN_EVENT_COUNT_LIMIT'),
    linkCountLimit: read('OTEL_SPAN_LINK_COUNT_LIMIT'),
    attributePerEventCountLimit: read(
      'OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT',
      'OTEL_SPAN_ATTRIBUTE_PER_EVENT_COUNT_LIMIT',
    ),
    attributePerLinkCountLimit: read(
      'OTEL_LINK_ATTRIBUTE_COUNT_LIMIT',
      'OTEL_SPAN_ATTRIBUTE_PER_LINK_COUNT_LIMIT',
    ),
  });
}

/** @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#logrecord-limits */
export function readLogLimits(): LogRecordLimits {
  return defined({
    attributeCountLimit: read('OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT', 'OTEL_ATTRIBUTE_COUNT_LIMIT'),
    attributeValueLengthLimit: read(
      'OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT',
      'OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT',
    ),
  });
}

/**
 * @param kind `BSP`: of spans; `BLRP`: of lines
 * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#batch-span-processor
 */
export function readBatching(kind: 'BSP' | 'BLRP'): Batching {
  return defined({
    maxQueueSize: read(`OTEL_${kind}_MAX_QUEUE_SIZE`),
    maxExportBatchSize: read(`OTEL_${kind}_MAX_EXPORT_BATCH_SIZE`),
    scheduledDelayMillis: read(`OTEL_${kind}_SCHEDULE_DELAY`),
    exportTimeoutMillis: read(`OTEL_${kind}_EXPORT_TIMEOUT`),
  });
}

/** Leaves out what is not set. */
function defined<Numbers extends Record<string, number | undefined>>(numbers: Numbers) {
  const set = Object.entries(numbers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set) as { [Name in keyof Numbers]?: number };
}
