import { badRequest, unsupported } from '../cosmos-error.ts';
import {
  applyOperation,
  type DocumentOperation,
  type OperationResult,
} from '../documents/apply-operation.ts';
import { deletePartition } from '../documents/delete-partition.ts';
import { readAllVersions } from '../documents/read-all-versions.ts';
import { readChangeFeed } from '../documents/read-change-feed.ts';
import { queryCharge } from '../documents/request-charge.ts';
import { runBatch } from '../documents/run-batch.ts';
import type { ContainerRecord } from '../storage/container-record.ts';
import { findKeyByRid } from '../storage/document-records.ts';
import type { Store } from '../storage/open-store.ts';
import { answerQuery, answerQueryPlan } from './answer-query.ts';
import { type CosmosAnswer, feedBody } from './cosmos-answer.ts';
import type { CosmosRequest } from './cosmos-request.ts';
import { methodNotAllowed } from './method-not-allowed.ts';
import { pageSize } from './page-size.ts';
import { isQuery, parseQueryBody } from './read-query.ts';
import { readPartition, readScope } from './read-scope.ts';

/** The feed of a container's documents: creation, batches, queries, reading all, the change feed. */
export function handleDocuments(
  store: Store,
  request: CosmosRequest,
  container: ContainerRecord,
): CosmosAnswer {
  const partition = readPartition(request, container);
  const scope = readScope(request, container);
  if (request.method === 'GET') {
    if (request.header('a-im') !== undefined) return answerChangeFeed(store, request, container);
    return answerQuery(store, container, {
      request,
      scope,
      text: 'SELECT * FROM c',
      parameters: new Map(),
    });
  }
  if (request.method !== 'POST') throw methodNotAllowed(request);
  if (request.flag('x-ms-cosmos-is-query-plan-request'))
    return answerQueryPlan(store, parseQueryBody(request.json()));
  if (isQuery(request))
    return answerQuery(store, container, { request, scope, ...parseQueryBody(request.json()) });
  if (request.flag('x-ms-cosmos-is-batch-request')) return answerBatch(store, request, container);
  const type = request.flag('x-ms-documentdb-is-upsert') ? 'Upsert' : 'Create';
  return answerOperation(
    applyOperation(store, container, {
      type,
      partition: partition?.key,
      body: request.json(),
      ifMatch: request.header('if-match'),
    }),
  );
}

/** How a change feed is read, by its mode in small letters. */
const feeds: Record<string, typeof readChangeFeed> = {
  'incremental feed': readChangeFeed,
  'full-fidelity feed': readAllVersions,
};

const types: Record<string, DocumentOperation['type']> = {
  GET: 'Read',
  PUT: 'Replace',
  PATCH: 'Patch',
  DELETE: 'Delete',
};

/** One document: point reads and writes. */
export function handleDocument(
  store: Store,
  request: CosmosRequest,
  target: { container: ContainerRecord; id: string },
): CosmosAnswer {
  const type = types[request.method];
  if (!type) throw methodNotAllowed(request);
  const partition = readPartition(request, target.container)?.key;
  const byRid = findKeyByRid(store, target.container, target.id);
  return answerOperation(
    applyOperation(store, target.container, {
      type,
      id: byRid?.id ?? target.id,
      partition: partition ?? byRid?.partition,
      body: type === 'Replace' || type === 'Patch' ? request.json() : undefined,
      ifMatch: request.header('if-match'),
      ifNoneMatch: request.header('if-none-match'),
    }),
  );
}

function answerOperation({ status, body, etag, charge }: OperationResult): CosmosAnswer {
  return {
    status,
    headers: { etag, 'x-ms-request-charge': charge },
    ...(body === undefined ? {} : { body }),
  };
}

function answerBatch(store: Store, request: CosmosRequest, container: ContainerRecord): CosmosAnswer {
  const isAtomic = request.flag('x-ms-cosmos-batch-atomic');
  const partition = readPartition(request, container);
  if (isAtomic && !partition) throw badRequest('A transactional batch needs a partition key.');
  const { status, body, charge } = runBatch(store, container, {
    lines: request.json(),
    bytes: Buffer.byteLength(request.text),
    partition: isAtomic ? partition?.key : undefined,
    isAtomic,
    isMinimal: request.header('prefer') === 'return=minimal',
  });
  return { status, headers: { 'x-ms-request-charge': charge }, body };
}

function answerChangeFeed(store: Store, request: CosmosRequest, container: ContainerRecord): CosmosAnswer {
  const mode = request.header('a-im')?.toLowerCase() ?? '';
  const read = Object.hasOwn(feeds, mode) ? feeds[mode] : undefined;
  if (!read) throw unsupported(`A change feed with 'A-IM: ${mode}'`);
  const { documents, etag } = read(store, container, {
    since: request.header('if-none-match'),
    modifiedSince: request.header('if-modified-since'),
    ...readScope(request, container),
    maxItemCount: pageSize(request),
  });
  const headers = {
    etag,
    'x-ms-item-count': documents.length,
    'x-ms-request-charge': queryCharge(documents.length, documents.length),
  };
  if (documents.length === 0) return { status: 304, headers };
  return { status: 200, headers, body: feedBody(container.rid, 'Documents', documents) };
}

/** Deletes all documents of a partition; the service does it in the background, this server at once. */
export function handlePartitionDelete(
  store: Store,
  request: CosmosRequest,
  container: ContainerRecord,
): CosmosAnswer {
  if (request.method !== 'POST') throw methodNotAllowed(request);
  const partition = readPartition(request, container);
  if (!partition || partition.isPrefix)
    throw badRequest('PartitionKey value must be supplied for this operation.');
  deletePartition(store, container, partition);
  return { status: 200 };
}
