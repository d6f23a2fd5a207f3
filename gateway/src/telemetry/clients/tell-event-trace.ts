import { TraceFlags, trace } from '@opentelemetry/api';

/** Completes an event of a subscription, and sees how long it takes and whether it fails. */
type TraceEvent<Result> = (
  operationName: string | undefined,
  complete: () => Promise<Result>,
  extensions?: Readonly<Record<string, unknown>>,
) => Promise<Result>;

/**
 * Tells clients, as `extensions.traceparent` of an event, in which span it was completed, so that what they do with it is seen below
 * (https://www.w3.org/TR/trace-context/#traceparent-header). Nothing is told of a trace that nobody keeps.
 */
export function tellEventTrace<Result extends { readonly extensions?: object }>(
  around: TraceEvent<Result>,
  extend: (result: Result, more: { readonly extensions: Record<string, unknown> }) => Result,
): TraceEvent<Result> {
  return (operationName, complete, extensions) =>
    around(
      operationName,
      async () => {
        const result = await complete();
        const span = trace.getActiveSpan()?.spanContext();
        if (!span || (span.traceFlags & TraceFlags.SAMPLED) === 0) return result;
        const traceparent = `00-${span.traceId}-${span.spanId}-01`;
        return extend(result, { extensions: { ...result.extensions, traceparent } });
      },
      extensions,
    );
}
