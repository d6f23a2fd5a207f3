import { commonErrors } from '@headgate/service/common-errors.ts';
import type { Logger } from '@headgate/service/create-logger.ts';
import { ServiceError } from '@headgate/service/define-errors.ts';
import { GraphQLError, type GraphQLFormattedError, isValueNode, Kind } from 'graphql';

const internal = commonErrors.table.INTERNAL_SERVER_ERROR;

/** Codes that GraphQL itself gives rise to: they describe the request and hide nothing. */
const protocolCodes = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
]);

/**
 * Turns an error into what a client may read: a {@link ServiceError} by its table, GraphQL's own errors as they are,
 * and everything else as INTERNAL_SERVER_ERROR, logged here and nowhere else.
 */
export function formatError(logger: Logger) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const original = (error instanceof GraphQLError && error.originalError) || error;
    const place = {
      ...(formatted.path && { path: formatted.path }),
      ...(formatted.locations && { locations: formatted.locations }),
    };
    if (original instanceof ServiceError && original.visible) {
      if (original.httpStatus >= 500) logger.error({ err: original, path: formatted.path }, 'request failed');
      const { code, fields, retryAfterSeconds } = original;
      const advice = retryAfterSeconds !== undefined && { retryAfterSeconds };
      const extensions = { code, ...(fields && { fields }), ...advice };
      return { message: original.message, ...place, extensions };
    }
    const code = findRequestCode(formatted, error);
    if (code) {
      return { message: formatted.message, ...place, extensions: { code } };
    }
    logger.error({ err: original, path: formatted.path }, 'request failed');
    return { message: internal.message, ...place, extensions: { code: 'INTERNAL_SERVER_ERROR' } };
  };
}

/** The code of an error that GraphQL itself found in a request; undefined for what a resolver threw. */
function findRequestCode(formatted: GraphQLFormattedError, error: unknown): string | undefined {
  const code = String(formatted.extensions?.['code']);
  if (protocolCodes.has(code)) return code;
  // A variable's value may turn out wrong as late as at the field that takes it: then the error points at the value.
  const nodes = (error instanceof GraphQLError && error.nodes) || [];
  const isAboutValues = nodes.every((node) => isValueNode(node) || node.kind === Kind.VARIABLE_DEFINITION);
  return nodes.length > 0 && isAboutValues ? 'BAD_USER_INPUT' : undefined;
}
