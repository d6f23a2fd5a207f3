import { SpanKind } from '@opentelemetry/api';
import { traceApart } from './trace-apart.ts';

/** Traces an operation that came over a WebSocket, where there is no request; it is named when it is known. */
export function traceSocketOperation<Result>(
  run: () => Promise<Result>,
  hasFailed: (result: Result) => boolean,
): Promise<Result> {
  return traceApart({ name: 'graphql', kind: SpanKind.SERVER, hasFailed }, run);
}
