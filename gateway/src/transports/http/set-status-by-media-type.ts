import type { ApolloServerPlugin } from '@apollo/server';
import type { OperationContext } from '../operation-context.ts';
import { chooseOperationErrorStatus } from './choose-media-type.ts';

/** What is wrong with an operation, rather than with the request that carried it. */
const operationErrors = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
]);

/** Gives an operation that cannot run the status that belongs to the media type of the answer. */
export function setStatusByMediaType(): ApolloServerPlugin<OperationContext> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ request, response, errors }) => {
        if (!errors?.length || response.http.status !== 400) return;
        if (errors.every(({ extensions }) => operationErrors.has(String(extensions['code'])))) {
          response.http.status = chooseOperationErrorStatus(request.http?.headers.get('accept'));
        }
      },
    }),
  };
}
