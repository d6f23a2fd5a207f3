import type { Documents } from '../../documents/start-documents.ts';
import type { GatewayErrorCode } from '../../errors.ts';
import type { RequestedOperation } from './read-members.ts';

export type AppliedDocuments =
  | { readonly kind: 'admitted'; readonly operation: RequestedOperation }
  | { readonly kind: 'substituted'; readonly operation: RequestedOperation }
  | { readonly kind: 'refused'; readonly code: GatewayErrorCode };

/** Puts the text of a persisted document in the place of its id, where there are persisted documents. */
export function applyDocuments(
  operation: RequestedOperation,
  documents: Documents | undefined,
  clientName: string | undefined,
): AppliedDocuments {
  const resolved = documents?.resolve({ ...operation, clientName });
  if (!resolved || resolved.kind === 'as is') return { kind: 'admitted', operation };
  if (resolved.kind === 'refused') return resolved;
  const { operationName, variables, extensions } = operation;
  // It would be taken for the hash of the text.
  const { persistedQuery: _, ...others } = extensions ?? {};
  const { query } = resolved;
  return {
    kind: 'substituted',
    operation: { query, documentId: undefined, operationName, variables, extensions: others },
  };
}
