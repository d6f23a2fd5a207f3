import { context, propagation, type Span, SpanStatusCode, trace } from '@opentelemetry/api';

/**
 * What runs now, for a document or message that tells others what gave rise to it; undefined where nothing is traced.
 * @see https://www.w3.org/TR/trace-context/#traceparent-header
 */
export function readTraceParent(): string | undefined {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier['traceparent'];
}

/**
 * Does a piece of work as a step of every trace that gave rise to it: each shows it, and the first also what it does within.
 * @param traceParents as {@link readTraceParent} gave them; those that are absent are left out.
 */
export async function continueTraces<Result>(
  name: string,
  traceParents: readonly (string | null | undefined)[],
  work: () => Promise<Result>,
): Promise<Result> {
  const distinct = new Set(traceParents.filter((each) => each != null));
  const spans = [...distinct].map((traceparent) => startStep(name, traceparent));
  const [first] = spans;
  if (!first) return work();
  try {
    return await context.with(trace.setSpan(context.active(), first), work);
  } catch (error) {
    for (const span of spans) span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
    throw error;
  } finally {
    for (const span of spans) span.end();
  }
}

function startStep(name: string, traceparent: string): Span {
  const parent = propagation.extract(context.active(), { traceparent });
  // As an internal step: Application Insights drops the names of consumers.
  return trace.getTracer('headgate').startSpan(name, {}, parent);
}
