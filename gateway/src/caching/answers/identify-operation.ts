import { hash } from 'node:crypto';
import { isRecord } from '@headgate/service/is-record.ts';
import { rememberByText } from '@headgate/service/remember-by-text.ts';

/** The members of a GraphQL request, whatever carried it. */
export interface OperationMembers {
  readonly query?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
  readonly extensions?: unknown;
}

/** Names for an operation that are equal when, and only when, its answers may be. */
export interface OperationIdentity {
  /** The operation, whatever its variables. */
  readonly operation: string;
  /** The operation with its variables. */
  readonly request: string;
}

// The same few operations make most requests.
const hashOfQuery = rememberByText((query) => hash('sha256', query), { max: 1_000 });
const hashOfOperation = rememberByText(shortHash, { max: 1_000 });

/** Extensions of a request that do not change its answer. */
const neutralExtensions = new Set(['persistedQuery', 'clientLibrary']);

/**
 * Identifies an operation by the hash of its text, which an automatic persisted query brings along; undefined for what
 * a cache cannot be sure of. `varyingValues` are those of the headers that subgraphs see.
 */
export function identifyOperation(
  members: OperationMembers,
  supergraphId: string,
  varyingValues: readonly (string | undefined)[] = [],
): OperationIdentity | undefined {
  const { query, operationName, variables, extensions } = members;
  if (!isRecordOrNothing(extensions) || !isRecordOrNothing(variables)) return undefined;
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string')
    return undefined;
  if (Object.keys(extensions ?? {}).some((name) => !neutralExtensions.has(name))) return undefined;
  const text = identifyText(query, extensions?.['persistedQuery']);
  if (text === undefined) return undefined;
  const operation = hashOfOperation(JSON.stringify([supergraphId, text, operationName ?? '']));
  const request = shortHash(operation + JSON.stringify([variables ?? {}, ...varyingValues]));
  return { operation, request };
}

function identifyText(query: unknown, persistedQuery: unknown): string | undefined {
  if (query !== undefined && query !== null && typeof query !== 'string') return undefined;
  if (!isRecordOrNothing(persistedQuery)) return undefined;
  const claimed = persistedQuery?.['sha256Hash'];
  if (persistedQuery && (persistedQuery['version'] !== 1 || typeof claimed !== 'string')) return undefined;
  if (!query) return typeof claimed === 'string' ? claimed : undefined;
  const actual = hashOfQuery(query);
  return claimed === undefined || claimed === actual ? actual : undefined;
}

function isRecordOrNothing(value: unknown): value is Readonly<Record<string, unknown>> | undefined | null {
  return value === undefined || value === null || isRecord(value);
}

function shortHash(text: string): string {
  return hash('sha256', text, 'base64url');
}
