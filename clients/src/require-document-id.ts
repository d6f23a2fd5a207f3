import { documentIds } from './__generated__/document-ids.ts';

/**
 * Under which id the gateway knows an operation.
 * @throws Error for one that is in no manifest
 */
export function requireDocumentId(operationName: string | null | undefined): string {
  const id = documentIds[operationName ?? ''];
  if (id === undefined) throw new Error(`${operationName} is in no manifest: run "npm run codegen".`);
  return id;
}
