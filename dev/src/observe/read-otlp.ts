import type { Attributes, ObservedLog, ObservedMetric, ObservedSpan } from './span.ts';

interface AnyValue {
  readonly stringValue?: string;
  readonly intValue?: string | number;
  readonly doubleValue?: number;
  readonly boolValue?: boolean;
}

type KeyValues = readonly { readonly key: string; readonly value: AnyValue }[];

interface Resource {
  readonly resource?: { readonly attributes?: KeyValues };
}

interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind?: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly status?: { readonly code?: number };
  readonly attributes?: KeyValues;
}

interface OtlpLog {
  readonly timeUnixNano?: string;
  readonly observedTimeUnixNano?: string;
  readonly severityText?: string;
  readonly traceId?: string;
  readonly body?: AnyValue;
  readonly attributes?: KeyValues;
}

interface OtlpPoint {
  readonly attributes?: KeyValues;
  readonly asInt?: string | number;
  readonly asDouble?: number;
  readonly count?: string | number;
  readonly sum?: number;
}

interface OtlpMetric {
  readonly name: string;
  readonly unit?: string;
  readonly sum?: { readonly dataPoints: readonly OtlpPoint[] };
  readonly gauge?: { readonly dataPoints: readonly OtlpPoint[] };
  readonly histogram?: { readonly dataPoints: readonly OtlpPoint[] };
}

/** What comes by OTLP as JSON (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding). */
export interface OtlpReport {
  readonly resourceSpans?: readonly (Resource & {
    readonly scopeSpans?: readonly { readonly spans?: readonly OtlpSpan[] }[];
  })[];
  readonly resourceLogs?: readonly (Resource & {
    readonly scopeLogs?: readonly { readonly logRecords?: readonly OtlpLog[] }[];
  })[];
  readonly resourceMetrics?: readonly (Resource & {
    readonly scopeMetrics?: readonly { readonly metrics?: readonly OtlpMetric[] }[];
  })[];
}

const kinds = ['internal', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
const failed = 2;

export function readSpans({ resourceSpans = [] }: OtlpReport): readonly ObservedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans = [] }) =>
    scopeSpans.flatMap(({ spans = [] }) =>
      spans.map((span) => ({
        traceId: span.traceId,
        id: span.spanId,
        parentId: span.parentSpanId || undefined,
        service: readService(resource),
        name: span.name,
        kind: kinds[span.kind ?? 0] ?? 'internal',
        startMs: toMs(span.startTimeUnixNano),
        durationMs: toMs(span.endTimeUnixNano) - toMs(span.startTimeUnixNano),
        hasFailed: span.status?.code === failed,
        attributes: readAttributes(span.attributes),
      })),
    ),
  );
}

export function readLogs({ resourceLogs = [] }: OtlpReport): readonly ObservedLog[] {
  return resourceLogs.flatMap(({ resource, scopeLogs = [] }) =>
    scopeLogs.flatMap(({ logRecords = [] }) =>
      logRecords.map((log) => ({
        traceId: log.traceId || undefined,
        service: readService(resource),
        level: (log.severityText ?? '').toLowerCase(),
        timeMs: toMs(log.timeUnixNano ?? log.observedTimeUnixNano ?? '0'),
        message: String(readValue(log.body ?? {})),
        attributes: readAttributes(log.attributes),
      })),
    ),
  );
}

export function readMetrics({ resourceMetrics = [] }: OtlpReport): readonly ObservedMetric[] {
  return resourceMetrics.flatMap(({ resource, scopeMetrics = [] }) =>
    scopeMetrics.flatMap(({ metrics = [] }) =>
      metrics.flatMap(({ name, unit = '', sum, gauge, histogram }) =>
        ((sum ?? gauge ?? histogram)?.dataPoints ?? []).map((point) => ({
          service: readService(resource),
          name,
          unit,
          attributes: readAttributes(point.attributes),
          ...readPoint(point),
        })),
      ),
    ),
  );
}

function readPoint({ asInt, asDouble, count, sum = 0 }: OtlpPoint): Pick<ObservedMetric, 'value' | 'count'> {
  if (count === undefined) return { value: Number(asInt ?? asDouble ?? 0), count: undefined };
  return { value: Number(count) === 0 ? 0 : sum / Number(count), count: Number(count) };
}

function readService(resource: Resource['resource']): string {
  return String(readAttributes(resource?.attributes)['service.name'] ?? 'unknown');
}

function readAttributes(pairs: KeyValues = []): Attributes {
  return Object.fromEntries(pairs.map(({ key, value }) => [key, readValue(value)]));
}

function readValue({ stringValue, intValue, doubleValue, boolValue, ...others }: AnyValue) {
  return (
    stringValue ??
    boolValue ??
    (intValue === undefined ? doubleValue : Number(intValue)) ??
    JSON.stringify(others)
  );
}

function toMs(nanoseconds: string): number {
  return Number(nanoseconds) / 1e6;
}
