import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GraphQLFormattedError } from 'graphql';
import { type GatewayErrorCode, gatewayErrors } from '../../../errors.ts';
import { chooseMediaType, mediaTypes } from '../reading/choose-media-type.ts';

/** Answers with an error from the table, as a GraphQL response. */
export function sendError(
  request: IncomingMessage,
  response: ServerResponse,
  error: { readonly code: GatewayErrorCode; readonly message?: string; readonly cacheControl?: string },
): void {
  const { code, message, cacheControl = 'no-store' } = error;
  const row = gatewayErrors.table[code];
  sendErrors(request, response, {
    cacheControl,
    status: row.httpStatus,
    errors: [{ message: message ?? row.message, extensions: { code } }],
  });
}

export function sendErrors(
  request: IncomingMessage,
  response: ServerResponse,
  answer: {
    readonly status: number;
    readonly errors: readonly GraphQLFormattedError[];
    readonly cacheControl?: string;
  },
): void {
  const { status, errors, cacheControl = 'no-store' } = answer;
  // What is left of a body that nobody reads would be taken for the next request.
  if (!request.complete) response.setHeader('connection', 'close');
  response.writeHead(status, {
    'content-type': chooseMediaType(request.headers.accept) ?? mediaTypes.json,
    'cache-control': cacheControl,
  });
  response.end(JSON.stringify({ errors }));
}
