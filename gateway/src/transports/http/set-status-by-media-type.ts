import type { ApolloServerPlugin } from '@apollo/server';
import type { OperationContext } from '../operation-context.ts';
import { chooseMediaType, chooseOperationErrorStatus } from './choose-media-type.ts';

/** What is wrong with an operation, rather than with the request that carried it. */
const operationErrors = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
]);

/**
 * Gives an answer its media type, before Apollo Server negotiates it anew each time, and an operation that cannot run
 * the status that belongs to it.
 */
export function setStatusByMediaType(): ApolloServerPlugin<OperationContext> {
  return {
    requestDidStart: async ({ request: { http }, response }) => {
      const mediaType = http && chooseMediaType(http.headers.get('accept'));
      if (mediaType) response.http.headers.set('content-type', mediaType);
      return {
        willSendResponse: async ({ request, response, errors }) => {
          if (!errors?.length || response.http.status !== 400) return;
          if (errors.every(({ extensions }) => operationErrors.has(String(extensions['code'])))) {
            response.http.status = chooseOperationErrorStatus(request.http?.headers.get('accept'));
          }
        },
      };
    },
  };
}
