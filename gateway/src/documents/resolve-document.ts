import type { GatewayErrorCode } from '../errors.ts';
import type { DocumentList } from './create-document-list.ts';
import { normaliseBody } from './normalise-body.ts';

/**
 * What happens to operations that no manifest names: `log` runs and logs them, `safelist` runs those whose text is that of
 * a persisted document, `ids-only` runs none.
 */
export type DocumentsMode = 'log' | 'safelist' | 'ids-only';

/** The members of a request that say which operation it is for. */
export interface DocumentRequest {
  readonly query?: unknown;
  /** https://github.com/graphql/graphql-over-http/pull/264 */
  readonly documentId?: unknown;
  readonly extensions?: unknown;
  /** From the header `apollographql-client-name`. */
  readonly clientName: string | undefined;
}

export type ResolvedDocument =
  /** Run the request as it is. */
  | { readonly kind: 'as is'; readonly isUnknown: boolean }
  /** Run this text, without the id. */
  | { readonly kind: 'substituted'; readonly query: string }
  | { readonly kind: 'refused'; readonly code: GatewayErrorCode };

export interface ResolveDocumentOptions {
  readonly mode: DocumentsMode;
  /** Larger documents are in no safelist. */
  readonly maxTokens: number;
}

/** Decides which operation a request is for, and whether it may be run. */
export function resolveDocument(
  request: DocumentRequest,
  list: DocumentList,
  { mode, maxTokens }: ResolveDocumentOptions,
): ResolvedDocument {
  const { query, documentId, clientName } = request;
  const hasText = typeof query === 'string' && query !== '';
  const persistedId = readPersistedId(request.extensions);
  const id = typeof documentId === 'string' ? documentId : persistedId;
  if (id !== undefined) {
    const found = list.find(id, clientName) ?? list.find(withoutAlgorithm(id), clientName);
    // In the mode "log" ids that nobody knows may be those of automatic persisted queries.
    const isAutomatic = mode === 'log' && documentId === undefined && !found;
    if (isAutomatic) return { kind: 'as is', isUnknown: hasText };
    if (hasText) return { kind: 'refused', code: 'CANNOT_SEND_PQ_ID_AND_BODY' };
    if (!found) return { kind: 'refused', code: 'PERSISTED_QUERY_NOT_IN_LIST' };
    return { kind: 'substituted', query: found.body };
  }
  if (!hasText) return { kind: 'as is', isUnknown: false };
  if (mode === 'ids-only') return { kind: 'refused', code: 'PERSISTED_QUERY_ID_REQUIRED' };
  const isListed = isInList(query, list, { clientName, maxTokens });
  if (mode === 'safelist' && !isListed) return { kind: 'refused', code: 'QUERY_NOT_IN_SAFELIST' };
  return { kind: 'as is', isUnknown: !isListed };
}

function isInList(
  query: string,
  list: DocumentList,
  { clientName, maxTokens }: { readonly clientName: string | undefined; readonly maxTokens: number },
): boolean {
  // Most clients send the very text of their manifest.
  if (list.hasBody(query, clientName)) return true;
  try {
    return list.hasBody(normaliseBody(query, { maxTokens }), clientName);
  } catch {
    return false;
  }
}

/** `extensions.persistedQuery.sha256Hash`, where Apollo Client sends ids of a manifest too. */
function readPersistedId(extensions: unknown): string | undefined {
  const { persistedQuery } = (extensions ?? {}) as { readonly persistedQuery?: unknown };
  const { sha256Hash } = (persistedQuery ?? {}) as { readonly sha256Hash?: unknown };
  return typeof sha256Hash === 'string' ? sha256Hash : undefined;
}

/** Manifests name documents by the bare hash; `documentId` says which hash it is. */
function withoutAlgorithm(id: string): string {
  return id.replace(/^sha256:/, '');
}
