import { context, type Span, SpanKind, TraceFlags, trace } from '@opentelemetry/api';
import { isTracingSuppressed } from '@opentelemetry/core';
import type { UndiciInstrumentationConfig } from '@opentelemetry/instrumentation-undici';

type UndiciRequest = Parameters<NonNullable<UndiciInstrumentationConfig['ignoreRequestHook']>>[0] & {
  addHeader?(name: string, value: string): void;
  readonly headers?: string | readonly unknown[];
};

/**
 * Of a trace that nobody keeps, requests are no spans: whoever is asked is told its trace, and that nobody keeps it, and nothing else is
 * done. Most requests of a busy gateway are of these. Nor are those that are made within the span of a client, which stands for them.
 */
export const undiciHooks: UndiciInstrumentationConfig = {
  ignoreRequestHook(request: UndiciRequest): boolean {
    // Reports are told of by nobody.
    if (isTracingSuppressed(context.active())) return true;
    // Whoever named the trace has a span for it, or needs none.
    if (request.headers?.includes('traceparent')) return true;
    const span = trace.getActiveSpan();
    if (!span || !request.addHeader || (span.isRecording() && !isOfClient(span))) return false;
    const { traceState } = span.spanContext();
    request.addHeader('traceparent', writeTraceParent(span));
    if (traceState) request.addHeader('tracestate', traceState.serialize());
    return true;
  },
};

/** Those of SDKs know what they are. */
const isOfClient = (span: Span) => (span as { readonly kind?: SpanKind }).kind === SpanKind.CLIENT;

/** As https://www.w3.org/TR/trace-context/#traceparent-header has it. */
function writeTraceParent(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-0${(traceFlags & TraceFlags.SAMPLED).toString(16)}`;
}
