import { trace } from '@opentelemetry/api';
import type { OperationDefinitionNode } from 'graphql';

/** What the span of an operation is called that nobody could tell, as the conventions have it. */
export const unnamedOperation = 'GraphQL Operation';

/**
 * Names the span of a request after its operation (https://opentelemetry.io/docs/specs/semconv/graphql/graphql-spans/),
 * since every request has the same path. Costs nothing where nobody traces, or keeps the trace.
 */
export function nameSpan({ operation, name }: OperationDefinitionNode): void {
  const span = trace.getActiveSpan();
  if (!span?.isRecording()) return;
  span.updateName(name ? `${operation} ${name.value}` : operation);
  span.setAttribute('graphql.operation.type', operation);
  if (name) span.setAttribute('graphql.operation.name', name.value);
}
