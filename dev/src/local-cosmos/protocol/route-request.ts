import { ownerNotFound, unsupported } from '../cosmos-error.ts';
import { findContainer } from '../storage/container-records.ts';
import { findDatabase } from '../storage/database-records.ts';
import type { Store } from '../storage/open-store.ts';
import type { CosmosAnswer } from './cosmos-answer.ts';
import type { CosmosRequest } from './cosmos-request.ts';
import { handleAccount } from './handle-account.ts';
import { handleDocument, handleDocuments } from './handle-documents.ts';
import {
  handleContainer,
  handleContainers,
  handleDatabase,
  handleDatabases,
  handlePartitionKeyRanges,
  listAnswer,
} from './handle-resources.ts';

/**
 * Finds what a request is about and answers it.
 *
 * @throws CosmosError for what cannot be answered
 */
export function routeRequest(store: Store, request: CosmosRequest): CosmosAnswer {
  const [root, databaseId, colls, containerId, kind, documentId, ...rest] = request.segments;
  if (root === undefined) return handleAccount(request);
  if (root === 'offers' && databaseId === undefined) return listAnswer('', 'Offers', []);
  if (root !== 'dbs' || rest.length > 0) throw unsupported(`The resource '${request.rawPath}'`);
  if (databaseId === undefined) return handleDatabases(store, request);
  if (colls === undefined) return handleDatabase(store, request, databaseId);
  if (colls !== 'colls') throw unsupported(`The resource '${colls}'`);

  const database = findDatabase(store, databaseId);
  if (!database) throw ownerNotFound();
  if (containerId === undefined) return handleContainers(store, request, database);
  if (kind === undefined) return handleContainer(store, request, { database, id: containerId });

  const container = findContainer(store, database, containerId);
  if (!container) throw ownerNotFound();
  if (kind === 'pkranges' && documentId === undefined) return handlePartitionKeyRanges(container);
  if (kind !== 'docs') throw unsupported(`The resource '${kind}'`);
  const answer =
    documentId === undefined
      ? handleDocuments(store, request, container)
      : handleDocument(store, request, { container, id: documentId });
  // Without a session token here the client would not ask for its own writes.
  return { ...answer, headers: { ...answer.headers, ...sessionHeaders(container) } };
}

function sessionHeaders(container: {
  lsn: number;
  id: string;
  rid: string;
  database: { id: string };
}): Record<string, string | number> {
  return {
    lsn: container.lsn,
    'x-ms-session-token': `0:-1#${container.lsn}`,
    'x-ms-alt-content-path': `dbs/${container.database.id}/colls/${container.id}`,
    'x-ms-content-path': container.rid,
  };
}
