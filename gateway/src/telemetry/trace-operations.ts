import type { ApolloServerPlugin } from '@apollo/server';
import { trace } from '@opentelemetry/api';

/**
 * Names the span of a request after its operation (https://opentelemetry.io/docs/specs/semconv/graphql/graphql-spans/),
 * since every request has the same path. Costs nothing where nobody traces.
 */
export function traceOperations(): ApolloServerPlugin {
  return {
    requestDidStart: async () => {
      const span = trace.getActiveSpan();
      if (!span) return undefined;
      return {
        didResolveOperation: async ({ operation, operationName }) => {
          if (!operation) return;
          span.updateName(operationName ? `${operation.operation} ${operationName}` : operation.operation);
          span.setAttribute('graphql.operation.type', operation.operation);
          if (operationName) span.setAttribute('graphql.operation.name', operationName);
        },
      };
    },
  };
}
