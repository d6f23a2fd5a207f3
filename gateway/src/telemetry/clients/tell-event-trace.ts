import { TraceFlags, trace } from '@opentelemetry/api';
import type { traceEvent } from '../trace-event.ts';

/**
 * Tells clients, as `extensions.traceparent` of an event, in which span it was completed, so that what they do with it is seen below
 * (https://www.w3.org/TR/trace-context/#traceparent-header). Nothing is told of a trace that nobody keeps.
 */
export function tellEventTrace(around: typeof traceEvent): typeof traceEvent {
  return (operationName, complete, extensions) =>
    around(
      operationName,
      async () => {
        const result = await complete();
        const span = trace.getActiveSpan()?.spanContext();
        if (!span || (span.traceFlags & TraceFlags.SAMPLED) === 0) return result;
        const traceparent = `00-${span.traceId}-${span.spanId}-01`;
        const { extensions: own } = result as { readonly extensions?: object };
        return { ...result, extensions: { ...own, traceparent } };
      },
      extensions,
    );
}
