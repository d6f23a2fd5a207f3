import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { HeaderMap } from '../../values/header-map.ts';
import { FinalError } from './final-error.ts';
import type { FormatError } from './format-error.ts';

/** Errors as the client gets them, and what they say of the status and the headers of the answer. */
export interface FormattedErrors {
  readonly errors: readonly GraphQLFormattedError[];
  readonly status: number | undefined;
  readonly headers: ReadonlyMap<string, string>;
}

/**
 * Formats errors, and takes from `extensions.http` of those that are our own, or a plugin's, what an answer over HTTP is
 * to say (https://www.apollographql.com/docs/apollo-server/data/errors#setting-http-status-code-and-headers).
 */
export function formatErrors(errors: readonly GraphQLError[], formatError: FormatError): FormattedErrors {
  const headers = new HeaderMap();
  let status: number | undefined;
  const formatted = errors.map((error) => {
    if (error instanceof FinalError) return error.formatted;
    const { http, ...extensions } = error.extensions;
    if (isHead(http)) {
      status = http.status ?? status;
      for (const [name, value] of http.headers ?? []) headers.set(name, value);
    }
    const code = extensions['code'] ?? 'INTERNAL_SERVER_ERROR';
    return formatError({ ...error.toJSON(), extensions: { ...extensions, code } }, error);
  });
  return { errors: formatted, status, headers };
}

export function toGraphQLError(thrown: unknown): GraphQLError {
  if (thrown instanceof GraphQLError) return thrown;
  return thrown instanceof Error
    ? new GraphQLError(thrown.message, { originalError: thrown })
    : new GraphQLError(`Unexpected error value: ${String(thrown)}`);
}

interface Head {
  readonly status?: number | undefined;
  readonly headers?: ReadonlyMap<string, string> | undefined;
}

function isHead(http: unknown): http is Head {
  if (typeof http !== 'object' || http === null) return false;
  const { status, headers } = http as { readonly status?: unknown; readonly headers?: unknown };
  const isStatus = Number.isInteger(status) && (status as number) >= 200 && (status as number) <= 599;
  return (status === undefined || isStatus) && (headers === undefined || headers instanceof Map);
}
