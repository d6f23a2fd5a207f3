import { ServiceError } from '@headgate/service/define-errors.ts';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { gatewayErrors } from '../../errors.ts';
import { FinalError } from './final-error.ts';
import { PublicError } from './public-error.ts';

/** Codes that describe the request and hide nothing: Apollo Server's own, and those of our rules and checks. */
const visibleCodes = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  ...Object.entries(gatewayErrors.table)
    .filter(([, { visible }]) => visible)
    .map(([code]) => code),
]);

/** Errors of Apollo Server that have no code of their own, or not a telling one, by how their message begins. */
const codesByMessage = [
  [/^Syntax Error: Document contains more th\w+ \d+ tokens/, 'MAX_TOKENS_LIMIT'],
  [/^Maximum call stack size exceeded/, 'MAX_DEPTH_LIMIT'],
  [/^provided sha does not match query/, 'PERSISTED_QUERY_HASH_MISMATCH'],
  [/^Unsupported persisted query version/, 'PERSISTED_QUERY_NOT_SUPPORTED'],
] as const;

export type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

/** Makes an error what a client may read. What is not known is masked, and logged here and nowhere else. */
export function createFormatError(logger: { error(details: object, message: string): void }): FormatError {
  return (formatted, error) => {
    if (error instanceof FinalError) return error.formatted;
    if (error instanceof PublicError) return formatted;
    const original = (error instanceof GraphQLError && error.originalError) || error;
    const place = {
      ...(formatted.locations && { locations: formatted.locations }),
      ...(formatted.path && { path: formatted.path }),
    };
    if (original instanceof ServiceError && original.visible) {
      if (original.httpStatus >= 500) logger.error({ err: original }, 'request failed');
      return { message: original.message, ...place, extensions: { code: original.code } };
    }
    // A validation rule's own code is hidden under Apollo Server's GRAPHQL_VALIDATION_FAILED.
    const code =
      codesByMessage.find(([pattern]) => pattern.test(formatted.message))?.[1] ??
      (original instanceof GraphQLError ? original.extensions['code'] : undefined) ??
      formatted.extensions?.['code'];
    if (typeof code === 'string' && visibleCodes.has(code) && code !== 'INTERNAL_SERVER_ERROR') {
      const cost = formatted.extensions?.['cost'];
      return {
        message: formatted.message,
        ...place,
        extensions: { code, ...(cost !== undefined && { cost }) },
      };
    }
    logger.error({ err: original, path: formatted.path }, 'request failed');
    const { message } = gatewayErrors.table.INTERNAL_SERVER_ERROR;
    return { message, ...place, extensions: { code: 'INTERNAL_SERVER_ERROR' } };
  };
}
