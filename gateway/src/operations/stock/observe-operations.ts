import type { ApolloServerPlugin } from '@apollo/server';
import type { OperationDefinitionNode } from 'graphql';
import type { EndedOperation } from '../../ports/ended-operation.ts';
import { listCodes } from '../observe-answer.ts';
import type { OperationContext } from '../operation-context.ts';
import { readClient } from '../read-client.ts';

export interface ObserveOperationsOptions {
  readonly onOperation: (operation: OperationDefinitionNode) => void;
  readonly onEnd: (ended: EndedOperation) => void;
}

/** Tells of operations of the stock engine what is told of those of our own. */
export function observeOperations({
  onOperation,
  onEnd,
}: ObserveOperationsOptions): ApolloServerPlugin<OperationContext> {
  return {
    async requestDidStart() {
      const startedMs = performance.now();
      return {
        async didResolveOperation({ operation }) {
          if (operation) onOperation(operation);
        },
        async willSendResponse({ operation, document, schema, contextValue, response }) {
          const { body } = response;
          const { errors = [] } = body.kind === 'single' ? body.singleResult : body.initialResult;
          onEnd({
            type: operation?.operation,
            name: operation?.name?.value,
            client: readClient(contextValue.headers),
            codes: listCodes(errors),
            durationMs: performance.now() - startedMs,
            valid: operation && document && { document, operation, schema },
          });
        },
      };
    },
  };
}
