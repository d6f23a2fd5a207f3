import { type ExecutionArgs, GraphQLError, GraphQLSchema, parse } from 'graphql';
import { makeServer, type Server } from 'graphql-ws';
import { gatewayErrors } from '../../errors.ts';
import { SubscriptionError } from '../../subscriptions/subscription-error.ts';
import { FinalError } from '../final-error.ts';
import { abortOnComplete } from './abort-on-complete.ts';
import type { Connection } from './connection.ts';
import { createRunOperation, type OperationAnswer, type RunOperationOptions } from './run-operation.ts';

export interface ProtocolOptions extends RunOperationOptions {
  readonly connectionInitTimeoutMs: number;
  readonly maxOperationsPerConnection: number;
}

// graphql-ws wants to know the operation to tell a subscription from a query. Apollo Server's pipeline finds that out
// (the document may be a persisted one), so graphql-ws is handed this stand-in and whatever answer there is.
const standIn = { schema: new GraphQLSchema({}), document: parse('{ __typename }') };

/**
 * Speaks graphql-transport-ws (https://github.com/graphql/graphql-over-http/blob/main/rfcs/GraphQLOverWebSocket.md).
 * A `connection_init` without a token is accepted: it is the operation that is refused when its token is bad.
 */
export function createProtocol(options: ProtocolOptions): Server<Connection> {
  const runOperation = createRunOperation(options);
  const server = makeServer<Record<string, unknown>, Connection>({
    connectionInitWaitTimeout: options.connectionInitTimeoutMs,
    onSubscribe: async ({ subscriptions, connectionParams, extra: connection }, id, payload) => {
      if (Object.keys(subscriptions).length > options.maxOperationsPerConnection) {
        const { message } = gatewayErrors.table.SUBSCRIPTION_LIMIT_EXCEEDED;
        return [new FinalError({ message, extensions: { code: 'SUBSCRIPTION_LIMIT_EXCEEDED' } })];
      }
      const controller = new AbortController();
      connection.operations.set(id, controller);
      const answer = await runOperation({ payload, connectionParams, connection, signal: controller.signal });
      connection.operations.delete(id);
      return isErrors(answer) ? answer : ({ ...standIn, rootValue: answer } satisfies ExecutionArgs);
    },
    execute: ({ rootValue }) => rootValue as never,
    onNext: (_context, _id, _payload, _args, result) => result as never,
    onError: (_context, _id, _payload, errors) =>
      errors.flatMap((error) => {
        const { originalError } = error;
        if (originalError instanceof SubscriptionError) return originalError.errors;
        return error instanceof FinalError ? error.formatted : options.formatError(error.toJSON(), error);
      }),
    onClose: ({ extra }) => {
      for (const controller of extra.operations.values()) controller.abort();
    },
  });
  return {
    opened: (socket, connection) => server.opened(abortOnComplete(socket, connection.operations), connection),
  };
}

function isErrors(answer: OperationAnswer): answer is readonly FinalError[] {
  return Array.isArray(answer) && answer.every((error) => error instanceof GraphQLError);
}
