import { readFile } from 'node:fs/promises';
import { checkDocuments } from '../documents/check-documents.ts';
import { parseManifest } from '../documents/parse-manifest.ts';
import { createEngine } from '../execution/create-engine.ts';
import { readSupergraph } from '../supergraph/read-supergraph.ts';

export interface CheckCommand {
  readonly supergraph: string;
  /** Files with manifests of persisted documents. */
  readonly manifests: readonly string[];
}

/**
 * Checks whether a supergraph can be served, and whether the operations of clients are valid on it and can be planned.
 * Resolves with how many cannot.
 * @throws ServiceError `SUPERGRAPH_UNREADABLE`, `SUPERGRAPH_INVALID` or `PERSISTED_DOCUMENTS_INVALID`
 */
export async function runCheckCommand(
  { supergraph, manifests }: CheckCommand,
  { say, warn }: { readonly say: (line: string) => void; readonly warn: (line: string) => void },
): Promise<number> {
  await using engine = await createEngine({ supergraphSdl: await readSupergraph(supergraph) });
  say(`${supergraph}: can be served`);
  let failed = 0;
  for (const file of manifests) {
    const documents = parseManifest(await readFile(file, 'utf8'));
    const problems = await checkDocuments(documents, {
      schema: engine.apiSchema,
      checkText: () => undefined,
      plan: (document, operationName) => engine.prepare(document, operationName),
      signal: new AbortController().signal,
    });
    for (const { name, id, clientName, reason } of problems)
      warn(`${file}: ${name}${clientName === null ? '' : ` (${clientName})`} ${id}: ${reason}`);
    say(`${file}: ${documents.length - problems.length} of ${documents.length} documents can be run`);
    failed += problems.length;
  }
  return failed;
}
