import {
  type ExecutionArgs,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  parse,
  validate,
} from 'graphql';
import type { SubscribePayload } from 'graphql-ws';

/**
 * Makes an operation that came over a socket ready to run. What is wrong with it is its own answer: thrown, it would end
 * the socket, and with it the operations of others.
 */
export async function prepareOperation(
  schema: GraphQLSchema,
  { query, operationName, variables }: SubscribePayload,
  createContext: () => Promise<object>,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  try {
    const document = parse(query);
    const problems = validate(schema, document);
    if (problems.length > 0) return problems.map((problem) => withCode(problem, 'GRAPHQL_VALIDATION_FAILED'));
    if (!getOperationAST(document, operationName)) {
      const message = operationName
        ? `Unknown operation named "${operationName}".`
        : 'Name the operation to run.';
      return [withCode(new GraphQLError(message), 'OPERATION_RESOLUTION_FAILURE')];
    }
    const contextValue = await createContext();
    return { schema, document, operationName, variableValues: variables, contextValue };
  } catch (error) {
    if (error instanceof GraphQLError) return [withCode(error, 'GRAPHQL_PARSE_FAILED')];
    const { message } = error as Error;
    return [new GraphQLError(message, { originalError: error as Error })];
  }
}

function withCode(error: GraphQLError, code: string): GraphQLError {
  const { message, nodes = null, source = null, positions = null } = error;
  return new GraphQLError(message, { nodes, source, positions, extensions: { code } });
}
