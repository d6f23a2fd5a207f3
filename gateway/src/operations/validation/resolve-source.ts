import { hash } from 'node:crypto';
import type { PersistedQueryCache } from '../../documents/create-persisted-query-cache.ts';
import type { OperationRequest } from '../operation-request.ts';
import { createBadRequest, createPersistedQueryNotFound, RequestError } from './request-errors.ts';

/** The text of an operation. */
export interface Source {
  readonly text: string;
  /** SHA-256 of the text, in hexadecimal; undefined until somebody asks for it. */
  readonly hash: string | undefined;
  /** How an automatic persisted query was used. */
  readonly persisted: 'none' | 'hit' | 'register';
}

/** As Apollo Server prefixes them, so that both can share a store. */
const keyPrefix = 'apq:';

/**
 * Finds the text of an operation: its own, or that of an automatic persisted query
 * (https://www.apollographql.com/docs/apollo-server/performance/apq).
 * @throws RequestError `PERSISTED_QUERY_NOT_FOUND`, `PERSISTED_QUERY_HASH_MISMATCH`, `PERSISTED_QUERY_NOT_SUPPORTED`, `BAD_REQUEST`
 */
export function resolveSource(
  { query, extensions }: Pick<OperationRequest, 'query' | 'extensions'>,
  persistedQueries: PersistedQueryCache,
): Source | Promise<Source> {
  const persisted = extensions?.['persistedQuery'] as
    | { readonly version?: unknown; readonly sha256Hash?: unknown }
    | undefined;
  if (!persisted) {
    if (!query)
      throw createBadRequest(
        'GraphQL operations must contain a non-empty `query` or a `persistedQuery` extension.',
      );
    return { text: query, hash: undefined, persisted: 'none' };
  }
  const { version, sha256Hash } = persisted;
  if (version !== 1 || typeof sha256Hash !== 'string') {
    throw new RequestError('Unsupported persisted query version', {
      code: 'PERSISTED_QUERY_NOT_SUPPORTED',
      status: 400,
    });
  }
  if (query === undefined) return findText(sha256Hash, persistedQueries);
  if (hashSource(query) !== sha256Hash) {
    throw new RequestError('provided sha does not match query', {
      code: 'PERSISTED_QUERY_HASH_MISMATCH',
      status: 400,
    });
  }
  return { text: query, hash: sha256Hash, persisted: 'register' };
}

/** Keeps the text of an operation that came with its hash, once it is known to be one. Never rejects. */
export async function registerSource(source: Source, persistedQueries: PersistedQueryCache): Promise<void> {
  if (source.persisted === 'register' && source.hash)
    await persistedQueries.set(`${keyPrefix}${source.hash}`, source.text);
}

async function findText(sha256Hash: string, persistedQueries: PersistedQueryCache): Promise<Source> {
  const text = await persistedQueries.get(`${keyPrefix}${sha256Hash}`);
  if (!text) throw createPersistedQueryNotFound();
  return { text, hash: sha256Hash, persisted: 'hit' };
}

export const hashSource = (text: string): string => hash('sha256', text, 'hex');
