import type { ApolloServerPlugin } from '@apollo/server';
import type { OperationContext } from '../operation-context.ts';
import { chooseMediaType, mediaTypes } from './choose-media-type.ts';

/** What is wrong with an operation, rather than with the request that carried it. */
const operationErrors = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
]);

/**
 * Answers an operation that cannot run with status 200 where the answer is `application/json`, and leaves 400 for
 * `application/graphql-response+json` (https://graphql.github.io/graphql-over-http/draft/#sec-application-json).
 */
export function setStatusByMediaType(): ApolloServerPlugin<OperationContext> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ request, response, errors }) => {
        if (!errors?.length || response.http.status !== 400) return;
        if (chooseMediaType(request.http?.headers.get('accept')) !== mediaTypes.json) return;
        if (errors.every(({ extensions }) => operationErrors.has(String(extensions['code'])))) {
          response.http.status = 200;
        }
      },
    }),
  };
}
