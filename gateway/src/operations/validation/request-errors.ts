import { GraphQLError, type GraphQLErrorOptions } from 'graphql';
import { HeaderMap } from '../../values/header-map.ts';

/**
 * An error of a request that is not run, with the code, the status and the headers that Apollo Server gives it
 * (https://www.apollographql.com/docs/apollo-server/data/errors#built-in-error-codes).
 */
export class RequestError extends GraphQLError {
  constructor(message: string, { code, status, headers, cause }: RequestErrorOptions) {
    const http = { status, headers: new HeaderMap(Object.entries(headers ?? {})) };
    const place = cause?.nodes
      ? { nodes: cause.nodes }
      : { source: cause?.source, positions: cause?.positions };
    const extensions = { http, ...cause?.extensions, code };
    super(message, {
      ...place,
      extensions,
      originalError: cause?.originalError ?? cause,
    } as GraphQLErrorOptions);
  }
}

export interface RequestErrorOptions {
  readonly code: string;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the parser, a rule or the engine said. */
  readonly cause?: GraphQLError;
}

const persistedQueryHead = {
  status: 200,
  headers: { 'cache-control': 'private, no-cache, must-revalidate' },
};

export const createParseError = (error: GraphQLError): RequestError =>
  new RequestError(error.message, { code: 'GRAPHQL_PARSE_FAILED', status: 400, cause: error });

export const createValidationError = (error: GraphQLError): RequestError =>
  new RequestError(error.message, { code: 'GRAPHQL_VALIDATION_FAILED', status: 400, cause: error });

export const createPersistedQueryNotFound = (): RequestError =>
  new RequestError('PersistedQueryNotFound', { code: 'PERSISTED_QUERY_NOT_FOUND', ...persistedQueryHead });

export const createBadRequest = (message: string): RequestError =>
  new RequestError(message, { code: 'BAD_REQUEST', status: 400 });

export const createUnresolvedOperation = (error: GraphQLError): RequestError =>
  new RequestError(error.message, { code: 'OPERATION_RESOLUTION_FAILURE', status: 400, cause: error });

/** A GET is repeated and prefetched at will, so that it must not change anything. */
export const refuseToWrite = (kind: string): RequestError =>
  new RequestError(`GET requests only support query operations, not ${kind} operations`, {
    code: 'BAD_REQUEST',
    status: 405,
    headers: { allow: 'POST' },
  });
