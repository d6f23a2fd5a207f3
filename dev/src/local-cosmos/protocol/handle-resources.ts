import { resourceNotFound } from '../cosmos-error.ts';
import type { ContainerRecord } from '../storage/container-record.ts';
import {
  createContainer,
  deleteContainer,
  findContainer,
  listContainers,
  replaceContainer,
} from '../storage/container-records.ts';
import type { DatabaseRecord } from '../storage/database-record.ts';
import { createDatabase, deleteDatabase, findDatabase, listDatabases } from '../storage/database-records.ts';
import type { Store } from '../storage/open-store.ts';
import { type CosmosAnswer, feedBody } from './cosmos-answer.ts';
import type { CosmosRequest } from './cosmos-request.ts';
import { methodNotAllowed } from './method-not-allowed.ts';
import { queryResources } from './query-resources.ts';
import { isQuery } from './read-query.ts';

type Resource = Record<string, unknown>;

const answer = (status: number, resource: Resource): CosmosAnswer => ({
  status,
  headers: { etag: resource['_etag'] as string },
  body: JSON.stringify(resource),
});

/** Lists, queries and creates databases. */
export function handleDatabases(store: Store, request: CosmosRequest): CosmosAnswer {
  const list = () => listDatabases(store).map(({ resource }) => resource);
  if (request.method === 'GET') return listAnswer('', 'Databases', list());
  if (isQuery(request)) return listAnswer('', 'Databases', queryResources(store, request, list()));
  if (request.method === 'POST') return answer(201, createDatabase(store, request.json()).resource);
  throw methodNotAllowed(request);
}

/** Reads and deletes a database. */
export function handleDatabase(store: Store, request: CosmosRequest, id: string): CosmosAnswer {
  if (request.method === 'DELETE') {
    deleteDatabase(store, id);
    return { status: 204 };
  }
  if (request.method !== 'GET') throw methodNotAllowed(request);
  const database = findDatabase(store, id);
  if (!database) throw resourceNotFound();
  return answer(200, database.resource);
}

/** Lists, queries and creates containers. */
export function handleContainers(
  store: Store,
  request: CosmosRequest,
  database: DatabaseRecord,
): CosmosAnswer {
  const rid = String(database.resource['_rid']);
  const list = () => listContainers(store, database).map(({ resource }) => resource);
  if (request.method === 'GET') return listAnswer(rid, 'DocumentCollections', list());
  if (isQuery(request)) return listAnswer(rid, 'DocumentCollections', queryResources(store, request, list()));
  if (request.method === 'POST')
    return answer(201, createContainer(store, database, request.json()).resource);
  throw methodNotAllowed(request);
}

/** Reads, replaces and deletes a container. */
export function handleContainer(
  store: Store,
  request: CosmosRequest,
  owner: { database: DatabaseRecord; id: string },
): CosmosAnswer {
  if (request.method === 'DELETE') {
    deleteContainer(store, owner.database, owner.id);
    return { status: 204 };
  }
  const container = findContainer(store, owner.database, owner.id);
  if (!container) throw resourceNotFound();
  if (request.method === 'GET') return answer(200, container.resource);
  if (request.method === 'PUT')
    return answer(200, replaceContainer(store, container, request.json()).resource);
  throw methodNotAllowed(request);
}

/** Lists the physical partitions of a container, of which there is one. */
export function handlePartitionKeyRanges(container: ContainerRecord): CosmosAnswer {
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
  return listAnswer(container.rid, 'PartitionKeyRanges', [range]);
}

export function listAnswer(rid: string, name: string, resources: readonly unknown[]): CosmosAnswer {
  const texts = resources.map((resource) => JSON.stringify(resource));
  return { status: 200, headers: { 'x-ms-item-count': texts.length }, body: feedBody(rid, name, texts) };
}
