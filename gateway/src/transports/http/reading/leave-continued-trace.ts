import { trace } from '@opentelemetry/api';
import { traceContextHeaders } from '../../../values/trace-headers.ts';

/**
 * Leaves out what names the trace of a request that goes on in a span here: whoever traces names that span to subgraphs, and a
 * header that comes twice is none.
 */
export function leaveContinuedTrace(
  headers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  if (headers['traceparent'] === undefined || !trace.getActiveSpan()) return headers;
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !traceContextHeaders.includes(name)));
}
