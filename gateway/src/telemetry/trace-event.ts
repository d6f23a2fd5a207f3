import { SpanKind } from '@opentelemetry/api';
import { traceApart } from './trace-apart.ts';

/** Traces the completion of one event of a subscription, with the requests to subgraphs that it takes. */
export function traceEvent<Result extends { readonly errors?: readonly unknown[] | undefined }>(
  operationName: string | undefined,
  complete: () => Promise<Result>,
): Promise<Result> {
  const work = {
    name: operationName === undefined ? 'subscription event' : `subscription ${operationName} event`,
    kind: SpanKind.CONSUMER,
    attributes: {
      'graphql.operation.type': 'subscription',
      ...(operationName !== undefined && { 'graphql.operation.name': operationName }),
    },
    hasFailed: ({ errors = [] }: Result) => errors.length > 0,
  };
  return traceApart(work, complete);
}
