import { type SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';

/** What is to be seen as a whole in traces. */
export interface TracedWork<Result> {
  readonly name: string;
  readonly kind: SpanKind;
  readonly attributes?: Readonly<Record<string, string>>;
  /** Whether it has failed although it did not reject. */
  readonly hasFailed: (result: Result) => boolean;
}

/**
 * Runs work in a span that begins a trace of its own, for what comes over a connection that has been open for long: neither
 * what opened it nor what came over it before is the cause. Costs next to nothing where nobody traces.
 */
export function traceApart<Result>(
  { name, kind, attributes = {}, hasFailed }: TracedWork<Result>,
  run: () => Promise<Result>,
): Promise<Result> {
  const tracer = trace.getTracer('headgate');
  return tracer.startActiveSpan(name, { kind, attributes, root: true }, async (span) => {
    let failed = true;
    try {
      const result = await run();
      failed = hasFailed(result);
      return result;
    } finally {
      if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    }
  });
}
