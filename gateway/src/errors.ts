import { commonErrors } from '@headgate/service/common-errors.ts';
import { defineErrors, ServiceError } from '@headgate/service/define-errors.ts';
import { type ASTNode, GraphQLError } from 'graphql';

/** Every error code of the gateway, as found in `extensions.code`. */
export const gatewayErrors = defineErrors({
  ...commonErrors.table,
  DOWNSTREAM_SERVICE_ERROR: {
    message: 'The subgraph reported an error.',
    httpStatus: 200,
    visible: true,
  },
  SUBREQUEST_HTTP_ERROR: {
    message: 'The subgraph could not be reached or refused the request.',
    httpStatus: 200,
    visible: true,
  },
  SUBREQUEST_MALFORMED_RESPONSE: {
    message: 'The subgraph sent an answer that is not a GraphQL response.',
    httpStatus: 200,
    visible: true,
  },
  SUBREQUEST_RESPONSE_TOO_LARGE: {
    message: 'The subgraph sent more at once than this gateway reads.',
    httpStatus: 200,
    visible: true,
  },
  SUBREQUEST_TIMEOUT: {
    message: 'The subgraph did not answer in time.',
    httpStatus: 200,
    visible: true,
  },
  SUBREQUEST_CANCELLED: {
    message: 'The request was cancelled before the subgraph answered.',
    httpStatus: 200,
    visible: true,
  },
  SUBREQUEST_CIRCUIT_OPEN: {
    message: 'The subgraph has been failing and is not asked for a while.',
    httpStatus: 200,
    visible: true,
  },
  INVALID_SUBGRAPH_DATA: {
    message: 'A subgraph sent a value that does not fit the schema.',
    httpStatus: 200,
    visible: true,
  },
  UNAUTHORIZED_FIELD_OR_TYPE: {
    message: 'Unauthorized field or type',
    httpStatus: 200,
    visible: true,
  },
  OPERATION_RESOLUTION_FAILURE: {
    message: 'The operation name does not select exactly one operation of the document.',
    httpStatus: 400,
    visible: true,
  },
  QUERY_PLANNING_FAILED: {
    message: 'The operation could not be planned.',
    httpStatus: 500,
    visible: true,
  },
  QUERY_PLAN_COMPLEXITY_EXCEEDED: {
    message: 'Planning the operation takes longer than this gateway allows: ask for less at once.',
    httpStatus: 400,
    visible: true,
  },
  SUPERGRAPH_INVALID: {
    message: 'The supergraph cannot be built.',
    httpStatus: 500,
    visible: false,
  },
  SUPERGRAPH_UNREADABLE: {
    message: 'The supergraph cannot be read.',
    httpStatus: 500,
    visible: false,
  },
  SUPERGRAPH_NOT_LOADED: {
    message: 'The gateway waits for its supergraph. Try again shortly.',
    httpStatus: 503,
    visible: true,
  },
  NOT_FOUND: {
    message: 'There is nothing here; GraphQL is served at /graphql.',
    httpStatus: 404,
    visible: true,
  },
  METHOD_NOT_ALLOWED: {
    message: 'GraphQL is served by GET and POST only.',
    httpStatus: 405,
    visible: true,
  },
  BAD_REQUEST: {
    message: 'The request is not a GraphQL request.',
    httpStatus: 400,
    visible: true,
  },
  UNSUPPORTED_MEDIA_TYPE: {
    message:
      'Send the request as "content-type: application/json" (or application/graphql+json), in UTF-8 and not compressed.',
    httpStatus: 415,
    visible: true,
  },
  PAYLOAD_TOO_LARGE: {
    message: 'The request is larger than this gateway accepts.',
    httpStatus: 413,
    visible: true,
  },
  ANSWER_TOO_LARGE: {
    message: 'The answer is larger than this gateway writes: ask for less at once.',
    httpStatus: 400,
    visible: true,
  },
  MAX_TOKENS_LIMIT: {
    message: 'The document has more tokens than this gateway accepts.',
    httpStatus: 400,
    visible: true,
  },
  MAX_DEPTH_LIMIT: {
    message: 'The document is nested deeper than this gateway accepts.',
    httpStatus: 400,
    visible: true,
  },
  MAX_ALIASES_LIMIT: {
    message: 'The operation has more aliases than this gateway accepts.',
    httpStatus: 400,
    visible: true,
  },
  MAX_SELECTIONS_LIMIT: {
    message:
      'The operation selects more than this gateway accepts, fragments counted as often as they are spread.',
    httpStatus: 400,
    visible: true,
  },
  COST_ESTIMATED_TOO_EXPENSIVE: {
    message: 'The operation may cost more than this gateway accepts: ask for fewer or shorter lists.',
    httpStatus: 400,
    visible: true,
  },
  COST_SLICING_ARGUMENT_REQUIRED: {
    message: 'The operation does not say how long a list may be.',
    httpStatus: 400,
    visible: true,
  },
  COST_BUDGET_EXCEEDED: {
    message: 'You have spent what you may for now. Try again later, or ask for less.',
    httpStatus: 429,
    visible: true,
  },
  TELEMETRY_BUDGET_EXCEEDED: {
    message:
      'You have told as much of yourself as this gateway takes for now. Leave it out, or try again later.',
    httpStatus: 429,
    visible: true,
  },
  CACHE_UNAVAILABLE: {
    message: 'The cache cannot be reached. Try again shortly.',
    httpStatus: 503,
    visible: true,
  },
  CANNOT_SEND_PQ_ID_AND_BODY: {
    message: 'Send the id of a persisted document or the text of an operation, not both.',
    httpStatus: 400,
    visible: true,
  },
  PERSISTED_QUERY_NOT_IN_LIST: {
    message: 'There is no persisted document of this id.',
    httpStatus: 404,
    visible: true,
  },
  PERSISTED_QUERY_ID_REQUIRED: {
    message: 'This gateway runs persisted documents only: send the id of one.',
    httpStatus: 400,
    visible: true,
  },
  QUERY_NOT_IN_SAFELIST: {
    message: 'The operation is not among the persisted documents that this gateway runs.',
    httpStatus: 403,
    visible: true,
  },
  PERSISTED_DOCUMENTS_INVALID: {
    message: 'Persisted documents cannot be read.',
    httpStatus: 500,
    visible: false,
  },
  PERSISTED_QUERY_HASH_MISMATCH: {
    message: 'The hash is not that of the query.',
    httpStatus: 400,
    visible: true,
  },
  SESSION_ENDED: {
    message: 'You are signed out. Sign in again.',
    httpStatus: 401,
    visible: true,
  },
  SESSION_CSRF_REFUSED: {
    message:
      'This came with a cookie, and not from a page of this site. Add the header "headgate-csrf: 1", or send an access token of your own.',
    httpStatus: 403,
    visible: true,
  },
  SESSION_STORE_UNAVAILABLE: {
    message: 'Who is signed in cannot be looked up. Try again shortly.',
    httpStatus: 503,
    visible: true,
  },
  SESSION_ISSUER_UNAVAILABLE: {
    message: 'The identity provider cannot be reached. Try again shortly.',
    httpStatus: 503,
    visible: true,
  },
  SIGN_IN_REFUSED: {
    message: 'The identity provider did not let you sign in.',
    httpStatus: 400,
    visible: true,
  },
  SUBSCRIPTION_TRANSPORT_REQUIRED: {
    message:
      'Subscribe over WebSocket (graphql-transport-ws), or accept text/event-stream or multipart/mixed;subscriptionSpec=1.0.',
    httpStatus: 400,
    visible: true,
  },
  SUBSCRIPTION_NOT_SUPPORTED: {
    message: 'The engine that this gateway is configured to use runs no subscriptions.',
    httpStatus: 400,
    visible: true,
  },
  SUBSCRIPTION_LIMIT_EXCEEDED: {
    message: 'There are as many operations as this connection, this caller or this gateway may have.',
    httpStatus: 200,
    visible: true,
  },
  SUBSCRIPTION_JWT_EXPIRED: {
    message: 'The access token has expired. Subscribe again with a new one.',
    httpStatus: 200,
    visible: true,
  },
  SUBSCRIPTION_SCHEMA_RELOAD: {
    message: 'The schema has changed and the subscription no longer fits. Subscribe again.',
    httpStatus: 200,
    visible: true,
  },
  SUBSCRIPTION_CLIENT_TOO_SLOW: {
    message: 'More events are waiting than this gateway keeps for one subscription.',
    httpStatus: 200,
    visible: true,
  },
  SUBSCRIPTION_GATEWAY_STOPPING: {
    message: 'The gateway is stopping. Subscribe again.',
    httpStatus: 200,
    visible: true,
  },
  SUBREQUEST_WEBSOCKET_ERROR: {
    message: 'The connection to the subgraph was lost or refused.',
    httpStatus: 200,
    visible: true,
  },
});

export type GatewayErrorCode = keyof typeof gatewayErrors.table;

/** The code and the words of an error that is of the table, whichever form it has. */
export function readError(
  error: unknown,
): { readonly code: GatewayErrorCode; readonly message: string } | undefined {
  if (!(error instanceof ServiceError || error instanceof GraphQLError)) return undefined;
  const code = error instanceof ServiceError ? error.code : String(error.extensions['code']);
  if (!Object.hasOwn(gatewayErrors.table, code)) return undefined;
  return { code: code as GatewayErrorCode, message: error.message };
}

/** An error from the table for Apollo Server's pipeline, which answers with its status. */
export function createGraphQLError(
  code: GatewayErrorCode,
  options: { readonly message?: string; readonly nodes?: ASTNode; readonly originalError?: Error } = {},
): GraphQLError {
  const { message, httpStatus: status } = gatewayErrors.table[code];
  return new GraphQLError(options.message ?? message, { ...options, extensions: { code, http: { status } } });
}
