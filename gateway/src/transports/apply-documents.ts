import type { OperationMembers } from '../caching/identify-operation.ts';
import type { Documents } from '../documents/start-documents.ts';
import type { GatewayErrorCode } from '../errors.ts';

export type AppliedDocuments<Operation> =
  | { readonly kind: 'as is'; readonly operation: Operation }
  | { readonly kind: 'substituted'; readonly operation: OperationMembers & { readonly query: string } }
  | { readonly kind: 'refused'; readonly code: GatewayErrorCode };

/** Puts the text of a persisted document in the place of its id, where there are persisted documents. */
export function applyDocuments<Operation extends OperationMembers & { readonly documentId?: unknown }>(
  operation: Operation,
  documents: Documents | undefined,
  clientName: string | undefined,
): AppliedDocuments<Operation> {
  const resolved = documents?.resolve({ ...operation, clientName });
  if (!resolved || resolved.kind === 'as is') return { kind: 'as is', operation };
  if (resolved.kind === 'refused') return resolved;
  const { operationName, variables, extensions } = operation;
  // It would be taken for the hash of the text.
  const { persistedQuery: _, ...others } = (extensions ?? {}) as { readonly persistedQuery?: unknown };
  return {
    kind: 'substituted',
    operation: { query: resolved.query, operationName, variables, extensions: others },
  };
}
