import { type Span, TraceFlags, trace } from '@opentelemetry/api';
import type { UndiciInstrumentationConfig } from '@opentelemetry/instrumentation-undici';

type UndiciRequest = Parameters<NonNullable<UndiciInstrumentationConfig['ignoreRequestHook']>>[0] & {
  addHeader?(name: string, value: string): void;
};

/**
 * Of a trace that nobody keeps, requests are no spans: whoever is asked is told its trace, and that nobody keeps it, and nothing else is
 * done. Most requests of a busy gateway are of these.
 */
export const undiciHooks: UndiciInstrumentationConfig = {
  ignoreRequestHook(request: UndiciRequest): boolean {
    const span = trace.getActiveSpan();
    if (!span || span.isRecording() || !request.addHeader) return false;
    request.addHeader('traceparent', writeTraceParent(span));
    return true;
  },
};

/** As https://www.w3.org/TR/trace-context/#traceparent-header has it. */
function writeTraceParent(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-0${(traceFlags & TraceFlags.SAMPLED).toString(16)}`;
}
