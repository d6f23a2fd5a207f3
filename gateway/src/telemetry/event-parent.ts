import { type Context, propagation, ROOT_CONTEXT } from '@opentelemetry/api';

/** The trace that an event of a subgraph says it belongs to; undefined where it says nothing. */
export function readEventParent(
  extensions: Readonly<Record<string, unknown>> | undefined,
): Context | undefined {
  const traceparent = extensions?.['traceparent'];
  return typeof traceparent === 'string' ? propagation.extract(ROOT_CONTEXT, { traceparent }) : undefined;
}
