import { rememberByText } from '@headgate/service/remember-by-text.ts';
import type { OperationMembers } from '../../caching/identify-operation.ts';

/** The members of a GraphQL request, as they came. */
export interface RequestedOperation extends OperationMembers {
  /** The id of a persisted document (https://github.com/graphql/graphql-over-http/pull/264). */
  readonly documentId?: unknown;
}

/**
 * Reads the members of a GraphQL request from its body or, without one, from its URL; undefined when there is something
 * wrong with it.
 */
export function readOperation(body: unknown, search: string): RequestedOperation | undefined {
  if (body !== undefined) return isRecord(body) ? body : undefined;
  return readParameters(search);
}

const readParameters = rememberByText(
  (search): RequestedOperation | undefined => {
    const parameters = new URLSearchParams(search);
    if (new Set(parameters.keys()).size < parameters.size) return undefined;
    try {
      return {
        query: parameters.get('query'),
        documentId: parameters.get('documentId'),
        operationName: parameters.get('operationName'),
        variables: parseJson(parameters.get('variables')),
        extensions: parseJson(parameters.get('extensions')),
      };
    } catch {
      return undefined;
    }
  },
  { max: 1_000 },
);

/** Writes an operation as the body of a POST request, or as the query of a URL. */
export function carryOperation(
  operation: OperationMembers,
  isPost: boolean,
): { readonly body: unknown; readonly search: string } {
  const members = Object.entries(operation).filter(([, value]) => value !== undefined && value !== null);
  if (isPost) return { body: Object.fromEntries(members), search: '' };
  const texts = members.map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return { body: undefined, search: `?${new URLSearchParams(Object.fromEntries(texts))}` };
}

/**
 * Whether a browser asks leave before it sends such a request from a page of another origin. Others are refused
 * (https://www.apollographql.com/docs/apollo-server/security/cors#preventing-cross-site-request-forgery-csrf).
 */
export function isPreflighted(headers: Readonly<Record<string, string>>): boolean {
  return Boolean(
    headers['content-type']?.startsWith('application/json') ||
      headers['apollo-require-preflight'] ||
      headers['x-apollo-operation-name'],
  );
}

function parseJson(text: string | null): unknown {
  return text === null ? undefined : JSON.parse(text);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
