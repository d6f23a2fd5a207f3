import type { ContainerRecord } from '../storage/container-record.ts';
import {
  createContainer,
  deleteContainer,
  listContainers,
  replaceContainer,
} from '../storage/container-records.ts';
import type { DatabaseRecord } from '../storage/database-record.ts';
import { createDatabase, deleteDatabase, listDatabases } from '../storage/database-records.ts';
import type { Store } from '../storage/open-store.ts';
import { type CosmosAnswer, listAnswer, resourceAnswer } from './cosmos-answer.ts';
import type { CosmosRequest } from './cosmos-request.ts';
import { provision } from './handle-offers.ts';
import { methodNotAllowed } from './method-not-allowed.ts';
import { queryResources } from './query-resources.ts';
import { isQuery } from './read-query.ts';

const addressOf = ({ resource }: { resource: Record<string, unknown> }) => ({
  rid: String(resource['_rid']),
  self: String(resource['_self']),
});

/** Lists, queries and creates databases. */
export function handleDatabases(store: Store, request: CosmosRequest): CosmosAnswer {
  const list = () => listDatabases(store).map(({ resource }) => resource);
  if (request.method === 'GET') return listAnswer('', 'Databases', list());
  if (isQuery(request)) return listAnswer('', 'Databases', queryResources(store, request, list()));
  if (request.method !== 'POST') throw methodNotAllowed(request);
  const database = store.sqlite.transaction(() => {
    const created = createDatabase(store, request.json());
    provision(store, request, { ...addressOf(created), isContainer: false });
    return created;
  });
  return resourceAnswer(201, database.resource);
}

/** Reads and deletes a database. */
export function handleDatabase(store: Store, request: CosmosRequest, database: DatabaseRecord): CosmosAnswer {
  if (request.method === 'DELETE') {
    deleteDatabase(store, database);
    return { status: 204 };
  }
  if (request.method !== 'GET') throw methodNotAllowed(request);
  return resourceAnswer(200, database.resource);
}

/** Lists, queries and creates containers. */
export function handleContainers(
  store: Store,
  request: CosmosRequest,
  database: DatabaseRecord,
): CosmosAnswer {
  const { rid } = addressOf(database);
  const list = () => listContainers(store, database).map(({ resource }) => resource);
  if (request.method === 'GET') return listAnswer(rid, 'DocumentCollections', list());
  if (isQuery(request)) return listAnswer(rid, 'DocumentCollections', queryResources(store, request, list()));
  if (request.method !== 'POST') throw methodNotAllowed(request);
  const container = store.sqlite.transaction(() => {
    const created = createContainer(store, database, request.json());
    provision(store, request, { ...addressOf(created), isContainer: true });
    return created;
  });
  return resourceAnswer(201, container.resource, pathHeaders(database));
}

/** Reads, replaces and deletes a container. */
export function handleContainer(
  store: Store,
  request: CosmosRequest,
  container: ContainerRecord,
): CosmosAnswer {
  const headers = pathHeaders(container.database);
  switch (request.method) {
    case 'DELETE':
      deleteContainer(store, container);
      return { status: 204 };
    case 'GET':
      return resourceAnswer(200, container.resource, headers);
    case 'PUT':
      return resourceAnswer(200, replaceContainer(store, container, request.json()).resource, headers);
    default:
      throw methodNotAllowed(request);
  }
}

/** How a container's owner is called by name and by `_rid`; SDKs keep sessions by them. */
function pathHeaders(database: DatabaseRecord): Record<string, string> {
  return {
    'x-ms-alt-content-path': `dbs/${database.id}`,
    'x-ms-content-path': String(database.resource['_rid']),
  };
}

/**
 * Lists the physical partitions of a container, of which there is one. SDKs read the list as a feed of changes until
 * nothing is new.
 */
export function handlePartitionKeyRanges(request: CosmosRequest, container: ContainerRecord): CosmosAnswer {
  const etag = `"${container.rid}"`;
  if (request.header('a-im') !== undefined && request.header('if-none-match') === etag)
    return { status: 304, headers: { etag } };
  const range = {
    id: '0',
    _rid: container.rid,
    _self: `dbs/${container.database.resource['_rid']}/colls/${container.rid}/pkranges/0/`,
    _etag: container.resource['_etag'],
    _ts: container.resource['_ts'],
    minInclusive: '',
    maxExclusive: 'FF',
    ridPrefix: 0,
    throughputFraction: 1,
    status: 'online',
    parents: [],
  };
  const answer = listAnswer(container.rid, 'PartitionKeyRanges', [range]);
  return { ...answer, headers: { ...answer.headers, etag } };
}
