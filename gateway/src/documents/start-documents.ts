import type { DocumentNode, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { type CheckDocumentsOptions, checkDocuments } from './check-documents.ts';
import { createDocumentList, type DocumentList } from './create-document-list.ts';
import type { ManifestLogger, ManifestSource } from './manifest-source.ts';
import type { PersistedDocument } from './persisted-document.ts';
import {
  type DocumentRequest,
  type DocumentsMode,
  type ResolvedDocument,
  resolveDocument,
} from './resolve-document.ts';

/** What documents are checked against. */
export interface DocumentsSupergraph {
  readonly apiSchema: GraphQLSchema;
  prepare(document: DocumentNode, operationName: string | undefined): Promise<unknown>;
}

/** The persisted documents of a gateway. */
export interface Documents extends AsyncDisposable {
  resolve(request: DocumentRequest & { readonly operationName?: unknown }): ResolvedDocument;
  /** Checks and plans all documents for another supergraph, in the background. */
  useSupergraph(supergraph: DocumentsSupergraph): void;
}

export interface StartDocumentsOptions {
  readonly mode: DocumentsMode;
  readonly maxTokens: number;
  readonly checkText: CheckDocumentsOptions['checkText'];
  readonly source: ManifestSource;
  readonly logger: ManifestLogger;
}

const loggedOperations = 1_000;

/**
 * Starts with the documents of a source, and goes on with later ones.
 * @throws ServiceError `PERSISTED_DOCUMENTS_INVALID`
 */
export async function startDocuments(options: StartDocumentsOptions): Promise<Documents> {
  const { mode, checkText, source, logger } = options;
  let list: DocumentList = createDocumentList([]);
  let supergraph: DocumentsSupergraph | undefined;
  let checking = new AbortController();
  const logged = new LRUCache<string, true>({ max: loggedOperations });

  async function check(): Promise<void> {
    checking.abort();
    checking = new AbortController();
    const { signal } = checking;
    if (!supergraph || list.documents.length === 0) return;
    const problems = await checkDocuments(list.documents, {
      schema: supergraph.apiSchema,
      checkText,
      plan: supergraph.prepare,
      signal,
    });
    if (signal.aborted) return;
    for (const problem of problems) logger.warn(problem, 'persisted document does not fit the supergraph');
    const fit = list.documents.length - problems.length;
    logger.info({ fit, unfit: problems.length }, 'persisted documents are checked and planned');
  }

  function use(documents: readonly PersistedDocument[]): void {
    list = createDocumentList(documents, ({ dropped: { id, name, clientName } }) => {
      logger.warn({ id, name, clientName }, 'persisted document is left out: another one has its id');
    });
    logger.info({ count: list.documents.length }, 'persisted documents loaded');
    void check();
  }

  function logUnknown({ query, operationName, clientName }: Parameters<Documents['resolve']>[0]): void {
    const key = JSON.stringify([clientName, query]);
    if (logged.has(key)) return;
    logged.set(key, true);
    logger.warn({ clientName, operationName, query }, 'operation is not among the persisted documents');
  }

  const following = await source.start(use);
  return {
    resolve(request) {
      const resolved = resolveDocument(request, list, options);
      if (mode === 'log' && resolved.kind === 'as is' && resolved.isUnknown) logUnknown(request);
      return resolved;
    },
    useSupergraph(latest) {
      supergraph = latest;
      void check();
    },
    async [Symbol.asyncDispose]() {
      checking.abort();
      await following[Symbol.asyncDispose]();
    },
  };
}
