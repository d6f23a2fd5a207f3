import type { ClientRecord, FailureRecord, ShownEvent, SpanRecord } from './client-record.ts';
import type { ClockReading } from './create-server-clock.ts';
import { scrubText } from './scrub-text.ts';

export interface ReportOptions extends ClockReading {
  /** Under which the gateway knows the client. */
  readonly client: { readonly name: string; readonly version: string };
}

/** A clock that is set by as much tells no age. */
const maxUncertainMs = 1_000;

const dayMs = 86_400_000;

const failed = 2;
const severityOfErrors = 17;

/** Writes what a client noted as the gateway takes it: OTLP's JSON (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding). */
export function writeReport(records: readonly ClientRecord[], options: ReportOptions): string {
  const { name, version } = options.client;
  const resource = { attributes: [text('service.name', name), text('service.version', version)] };
  const spans = records.flatMap((each) => (each.kind === 'span' ? [describeSpan(each, options)] : []));
  const logRecords = records.flatMap((each) =>
    each.kind === 'failure' ? [describeFailure(each, options)] : [],
  );
  return JSON.stringify({
    ...(spans.length > 0 && { resourceSpans: [{ resource, scopeSpans: [{ spans }] }] }),
    ...(logRecords.length > 0 && { resourceLogs: [{ resource, scopeLogs: [{ logRecords }] }] }),
  });
}

function describeSpan(span: SpanRecord, options: ReportOptions) {
  const { traceId, spanId, parentSpanId, name, shown } = span;
  const age = shown && findAgeMs(span.endMs, shown, options);
  return {
    ...{ traceId, spanId, parentSpanId, name },
    kind: span.asks ? 3 : 1,
    startTimeUnixNano: writeTime(span.startMs, options),
    endTimeUnixNano: writeTime(Math.max(span.startMs, span.endMs), options),
    ...(span.hasFailed && { status: { code: failed } }),
    attributes: [
      ...Object.entries(span.attributes).map(([key, value]) => text(key, value)),
      ...(age === undefined ? [] : [{ key: 'headgate.event.age', value: { doubleValue: age / 1000 } }]),
    ],
  };
}

/**
 * How old an event was when it was shown; undefined for what tells of no latency: what happened before anybody followed, and what clocks
 * that cannot be right make of it.
 */
function findAgeMs(shownMs: number, event: ShownEvent, { aheadMs, uncertainMs }: ReportOptions) {
  const { causedMs, happenedMs, followedMs } = event;
  const ageMs = shownMs + aheadMs - causedMs;
  if (uncertainMs > maxUncertainMs || happenedMs < followedMs + aheadMs - uncertainMs) return undefined;
  // Also false for what is no number.
  return ageMs >= -uncertainMs - 1 && ageMs < dayMs ? Math.max(0, ageMs) : undefined;
}

function describeFailure(failure: FailureRecord, options: ReportOptions) {
  const { traceId, spanId, timeMs, type, message, stack } = failure;
  const said = scrubText(message, 1_000);
  return {
    ...{ traceId, spanId },
    timeUnixNano: writeTime(timeMs, options),
    severityNumber: severityOfErrors,
    body: { stringValue: said },
    attributes: [
      text('exception.type', /^[\w$.]{1,100}$/.test(type) ? type : 'Error'),
      text('exception.message', said),
      ...(stack === undefined ? [] : [text('exception.stacktrace', scrubText(stack, 4_000))]),
    ],
  };
}

const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });

/** In nanoseconds, by the server's clock: more than a number is exact for. */
const writeTime = (deviceMs: number, { aheadMs }: ReportOptions) => `${Math.round(deviceMs + aheadMs)}000000`;
