import { type Context, ROOT_CONTEXT, type SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { recordAlways } from './record-always.ts';

/** What is to be seen as a whole in traces. */
export interface TracedWork<Result> {
  readonly name: string;
  readonly kind: SpanKind;
  readonly attributes?: Readonly<Record<string, string>>;
  /** The trace that it goes on in. Default: it begins one. */
  readonly parent?: Context | undefined;
  /** Whether a failure is seen although its trace is not kept. Default: whoever runs within sees to that. */
  readonly isSeenWhenFailed?: boolean;
  /** Whether it has failed although it did not reject. */
  readonly hasFailed: (result: Result) => boolean;
}

/**
 * Runs work in a span apart from what runs now, for what comes over a connection that has been open for long: neither
 * what opened it nor what came over it before is the cause. Costs next to nothing where nobody traces.
 */
export function traceApart<Result>(
  { name, kind, attributes = {}, parent = ROOT_CONTEXT, isSeenWhenFailed, hasFailed }: TracedWork<Result>,
  run: () => Promise<Result>,
): Promise<Result> {
  const tracer = trace.getTracer('headgate');
  return tracer.startActiveSpan(name, { kind, attributes }, parent, async (span) => {
    let failed = true;
    const startedMs = performance.now();
    try {
      const result = await run();
      failed = hasFailed(result);
      return result;
    } finally {
      if (failed && isSeenWhenFailed && !span.isRecording()) {
        const durationMs = performance.now() - startedMs;
        recordAlways({ name, kind, durationMs, attributes, status: { code: SpanStatusCode.ERROR } });
      } else if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    }
  });
}
