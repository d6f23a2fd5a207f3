import { normaliseBody } from './normalise-body.ts';
import type { PersistedDocument } from './persisted-document.ts';

/** Persisted documents by what clients send. */
export interface DocumentList {
  readonly documents: readonly PersistedDocument[];
  /** The document of a client; one that is for all where the client has none of its own. */
  find(id: string, clientName: string | undefined): PersistedDocument | undefined;
  /** Whether a body, as it is or as `normaliseBody` writes it, is that of a document of this client, or of all. */
  hasBody(body: string, clientName: string | undefined): boolean;
}

/** Two documents of one id and client: the first one stays. */
export interface DocumentConflict {
  readonly kept: PersistedDocument;
  readonly dropped: PersistedDocument;
}

export function createDocumentList(
  all: readonly PersistedDocument[],
  onConflict: (conflict: DocumentConflict) => void = () => undefined,
): DocumentList {
  const documents = new Map<string, PersistedDocument>();
  const bodies = new Set<string>();
  for (const document of all) {
    const key = createKey(document.clientName, document.id);
    const kept = documents.get(key);
    if (kept) {
      if (kept.body !== document.body) onConflict({ kept, dropped: document });
      continue;
    }
    documents.set(key, document);
    bodies.add(createKey(document.clientName, document.body));
    const normalised = tryNormalise(document.body);
    if (normalised !== undefined) bodies.add(createKey(document.clientName, normalised));
  }
  return {
    documents: [...documents.values()],
    find: (id, clientName) =>
      (clientName === undefined ? undefined : documents.get(createKey(clientName, id))) ??
      documents.get(createKey(null, id)),
    hasBody: (body, clientName) =>
      (clientName !== undefined && bodies.has(createKey(clientName, body))) ||
      bodies.has(createKey(null, body)),
  };
}

function createKey(clientName: string | null, rest: string): string {
  return JSON.stringify([clientName, rest]);
}

/** A document that does not parse is reported when it is checked against the supergraph. */
function tryNormalise(body: string): string | undefined {
  try {
    return normaliseBody(body);
  } catch {
    return undefined;
  }
}
