import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, OperationTypeNode } from 'graphql';
import { gatewayErrors } from '../errors.ts';
import type { OperationContext } from './operation-context.ts';

/** Answers subscriptions with `SUBSCRIPTION_NOT_SUPPORTED`, for an engine that has none. */
export function refuseSubscriptions(): ApolloServerPlugin<OperationContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ operation }) => {
        if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) return;
        const { message, httpStatus } = gatewayErrors.table.SUBSCRIPTION_NOT_SUPPORTED;
        throw new GraphQLError(message, {
          extensions: { code: 'SUBSCRIPTION_NOT_SUPPORTED', http: { status: httpStatus } },
        });
      },
    }),
  };
}
