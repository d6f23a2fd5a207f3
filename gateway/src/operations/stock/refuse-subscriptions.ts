import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import { createGraphQLError } from '../../errors.ts';
import type { OperationContext } from '../operation-context.ts';

/** Answers subscriptions with `SUBSCRIPTION_NOT_SUPPORTED`, for an engine that has none. */
export function refuseSubscriptions(): ApolloServerPlugin<OperationContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ operation }) => {
        if (operation?.operation === OperationTypeNode.SUBSCRIPTION) {
          throw createGraphQLError('SUBSCRIPTION_NOT_SUPPORTED');
        }
      },
    }),
  };
}
