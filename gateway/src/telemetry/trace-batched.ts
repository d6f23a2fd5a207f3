import { trace } from '@opentelemetry/api';
import { unnamedOperation } from './name-span.ts';

/** Runs an operation that came with others in one request in a span of its own, within that of the request. */
export function traceBatched<Result>(run: () => Promise<Result>): Promise<Result> {
  return trace.getTracer('headgate').startActiveSpan(unnamedOperation, async (span) => {
    try {
      return await run();
    } finally {
      span.end();
    }
  });
}
