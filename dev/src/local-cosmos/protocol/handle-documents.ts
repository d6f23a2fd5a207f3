import { badRequest, unsupported } from '../cosmos-error.ts';
import {
  applyOperation,
  type DocumentOperation,
  type OperationResult,
} from '../documents/apply-operation.ts';
import { readChangeFeed } from '../documents/read-change-feed.ts';
import { queryCharge } from '../documents/request-charge.ts';
import { runBatch } from '../documents/run-batch.ts';
import type { ContainerRecord } from '../storage/container-record.ts';
import type { Store } from '../storage/open-store.ts';
import { type PartitionScope, parsePartitionKey } from '../storage/partition-key.ts';
import { answerQuery, answerQueryPlan } from './answer-query.ts';
import { type CosmosAnswer, feedBody } from './cosmos-answer.ts';
import type { CosmosRequest } from './cosmos-request.ts';
import { methodNotAllowed } from './method-not-allowed.ts';
import { pageSize } from './page-size.ts';
import { isQuery, parseQueryBody } from './read-query.ts';

/** The partition that a request is for, undefined for all. */
function partitionOf(request: CosmosRequest, container: ContainerRecord): PartitionScope | undefined {
  const header = request.header('x-ms-documentdb-partitionkey');
  return header === undefined
    ? undefined
    : parsePartitionKey(header, container.definition.partitionKey.paths.length);
}

/** The feed of a container's documents: creation, batches, queries, reading all, the change feed. */
export function handleDocuments(
  store: Store,
  request: CosmosRequest,
  container: ContainerRecord,
): CosmosAnswer {
  const partition = partitionOf(request, container);
  if (request.method === 'GET') {
    if (request.header('a-im') !== undefined) return answerChangeFeed(store, request, container);
    return answerQuery(store, container, {
      request,
      partition,
      text: 'SELECT * FROM c',
      parameters: new Map(),
    });
  }
  if (request.method !== 'POST') throw methodNotAllowed(request);
  if (request.flag('x-ms-cosmos-is-query-plan-request'))
    return answerQueryPlan(store, parseQueryBody(request.json()));
  if (isQuery(request))
    return answerQuery(store, container, { request, partition, ...parseQueryBody(request.json()) });
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
  return answerOperation(
    applyOperation(store, target.container, {
      type,
      id: target.id,
      partition: partitionOf(request, target.container)?.key,
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
  const partition = partitionOf(request, container);
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
  if (request.header('a-im') !== 'Incremental feed' && request.header('a-im') !== 'Incremental Feed')
    throw unsupported('The change feed of all versions and deletes');
  if (
    request.header('x-ms-start-epk') !== undefined &&
    request.header('x-ms-documentdb-partitionkey') === undefined
  )
    throw unsupported('A change feed of a part of a partition key range');
  const { documents, etag } = readChangeFeed(store, container, {
    since: request.header('if-none-match'),
    modifiedSince: request.header('if-modified-since'),
    partition: partitionOf(request, container),
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
