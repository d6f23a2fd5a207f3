import type { ApolloServer, GraphQLRequest } from '@apollo/server';
import { createReply, findConcern } from '../create-reply.ts';
import type { FormatError } from '../errors/format-error.ts';
import { toGraphQLError } from '../errors/format-errors.ts';
import type { GraphQLService } from '../graphql-service.ts';
import type { OperationContext } from '../operation-context.ts';

/** Runs operations on an Apollo Server: the stock gateway's way, for comparison. It has neither parts nor events. */
export function createRunOnApolloServer(
  apollo: ApolloServer<OperationContext>,
  formatError: FormatError,
): GraphQLService['run'] {
  return async ({ query, operationName, variables, extensions, http }, createContext) => {
    let contextValue: OperationContext;
    try {
      contextValue = await createContext();
    } catch (error) {
      return createReply(undefined, formatError).refuse([toGraphQLError(error)]);
    }
    const request: GraphQLRequest = {
      ...(query !== undefined && { query }),
      ...(operationName !== undefined && { operationName }),
      ...(variables && { variables }),
      ...(extensions && { extensions }),
      http: http(),
    };
    const response = await apollo.executeOperation(request, { contextValue });
    const { status, headers } = response.http;
    const head = { status, headers: Object.fromEntries(headers) };
    if (response.body.kind !== 'single')
      throw new TypeError('The stock gateway has no incremental delivery.');
    const { singleResult: result } = response.body;
    return result.errors && result.data === undefined
      ? { kind: 'refused', ...head, errors: result.errors, concerns: findConcern(result.errors) }
      : { kind: 'single', ...head, result };
  };
}
