import { commonErrors } from '@headgate/service/common-errors.ts';
import type { Logger } from '@headgate/service/create-logger.ts';
import type { ErrorRequestHandler } from 'express';

/** Answers a request whose body could not be read with a GraphQL error: 400 for bad JSON, 413 for too much of it. */
export function reportErrorsAsGraphQL(logger: Logger): ErrorRequestHandler {
  return (error: { status?: number; message?: string }, _request, response, _next) => {
    const status = error.status ?? 500;
    const isClientError = status >= 400 && status < 500;
    if (!isClientError) logger.error({ err: error }, 'request failed');
    const message = isClientError
      ? `The request body cannot be read: ${error.message}`
      : commonErrors.table.INTERNAL_SERVER_ERROR.message;
    const code = isClientError ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR';
    response.status(status).json({ errors: [{ message, extensions: { code } }] });
  };
}
