import { ownerNotFound, resourceNotFound, unsupported } from '../cosmos-error.ts';
import { resolveContainer } from '../storage/container-records.ts';
import { resolveDatabase } from '../storage/database-records.ts';
import type { Store } from '../storage/open-store.ts';
import { type CosmosAnswer, listAnswer } from './cosmos-answer.ts';
import type { CosmosRequest } from './cosmos-request.ts';
import { handleAccount } from './handle-account.ts';
import { handleDocument, handleDocuments, handlePartitionDelete } from './handle-documents.ts';
import { handleOffers } from './handle-offers.ts';
import {
  handleContainer,
  handleContainers,
  handleDatabase,
  handleDatabases,
  handlePartitionKeyRanges,
} from './handle-resources.ts';
import { isQuery } from './read-query.ts';

/**
 * Finds what a request is about and answers it.
 *
 * @throws CosmosError for what cannot be answered
 */
export function routeRequest(store: Store, request: CosmosRequest): CosmosAnswer {
  const [root, databaseId, colls, containerId, kind, documentId, ...rest] = request.segments;
  if (root === undefined) return handleAccount(request);
  if (root === 'offers' && colls === undefined) return handleOffers(store, request, databaseId);
  if (root !== 'dbs' || rest.length > 0) throw unsupported(`The resource '${request.rawPath}'`);
  if (databaseId === undefined) return handleDatabases(store, request);

  const database = resolveDatabase(store, databaseId);
  if (!database) throw colls === undefined ? resourceNotFound() : ownerNotFound();
  if (colls === undefined) return handleDatabase(store, request, database);
  if (containerId === undefined && Object.hasOwn(emptyFeeds, colls)) return emptyFeed(request, colls);
  if (colls !== 'colls') throw unsupported(`The resource '${colls}'`);
  if (containerId === undefined) return handleContainers(store, request, database);

  const container = resolveContainer(store, database, containerId);
  if (!container) throw kind === undefined ? resourceNotFound() : ownerNotFound();
  if (kind === undefined) return handleContainer(store, request, container);
  if (kind === 'operations' && documentId === 'partitionkeydelete')
    return handlePartitionDelete(store, request, container);
  if (documentId === undefined && kind === 'pkranges') return handlePartitionKeyRanges(request, container);
  if (documentId === undefined && Object.hasOwn(emptyFeeds, kind)) return emptyFeed(request, kind);
  if (kind !== 'docs') throw unsupported(`The resource '${kind}'`);
  const answer =
    documentId === undefined
      ? handleDocuments(store, request, container)
      : handleDocument(store, request, { container, id: documentId });
  // Without a session token here the client would not ask for its own writes.
  return { ...answer, headers: { ...answer.headers, ...sessionHeaders(container) } };
}

/** What this server never has any of, by the names of its feeds. */
const emptyFeeds: Readonly<Record<string, string>> = {
  users: 'Users',
  clientencryptionkeys: 'ClientEncryptionKeys',
  sprocs: 'StoredProcedures',
  triggers: 'Triggers',
  udfs: 'UserDefinedFunctions',
  conflicts: 'Conflicts',
};

function emptyFeed(request: CosmosRequest, kind: string): CosmosAnswer {
  if (request.method !== 'GET' && !isQuery(request)) throw unsupported(`To make one of '${kind}'`);
  return listAnswer('', emptyFeeds[kind] as string, []);
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
