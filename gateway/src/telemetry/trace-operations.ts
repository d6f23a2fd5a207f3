import type { ApolloServerPlugin } from '@apollo/server';
import { trace } from '@opentelemetry/api';

/**
 * Names the span of a request after its operation (https://opentelemetry.io/docs/specs/semconv/graphql/graphql-spans/),
 * since every request has the same path. Costs nothing where nobody traces.
 */
export function traceOperations(): ApolloServerPlugin {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ operation, operationName }) => {
        const span = trace.getActiveSpan();
        if (!span || !operation) return;
        span.updateName(operationName ? `${operation.operation} ${operationName}` : operation.operation);
        span.setAttribute('graphql.operation.type', operation.operation);
        if (operationName) span.setAttribute('graphql.operation.name', operationName);
      },
    }),
  };
}
