import { SpanKind, trace } from '@opentelemetry/api';
import { isFailure } from '../values/is-failure.ts';
import { readEventParent } from './event-parent.ts';
import { traceApart } from './trace-apart.ts';

type CompletedEvent = {
  readonly errors?:
    | readonly { readonly extensions?: Readonly<Record<string, unknown>> | undefined }[]
    | undefined;
};

/**
 * Traces the completion of one event of a subscription, with the requests to subgraphs that it takes: in the trace that the
 * subgraph names with the event as `extensions.traceparent`, or else in one of its own.
 */
export function traceEvent<Result extends CompletedEvent>(
  operationName: string | undefined,
  complete: () => Promise<Result>,
  extensions?: Readonly<Record<string, unknown>>,
): Promise<Result> {
  const work = {
    name: operationName === undefined ? 'subscription event' : `subscription ${operationName} event`,
    // Application Insights drops the names of consumers.
    kind: SpanKind.SERVER,
    isSeenWhenFailed: true,
    parent: readEventParent(extensions),
    attributes: {
      'graphql.operation.type': 'subscription',
      ...(operationName !== undefined && { 'graphql.operation.name': operationName }),
    },
    hasFailed: ({ errors = [] }: Result) => {
      if (errors.length === 0) return false;
      const codes = errors.map(({ extensions }) => String(extensions?.['code']));
      const failure = codes.find(isFailure);
      trace.getActiveSpan()?.setAttribute('error.type', failure ?? codes[0] ?? '_OTHER');
      return failure !== undefined;
    },
  };
  return traceApart(work, complete);
}
