import { randomUUID } from 'node:crypto';
import {
  badRequest,
  CosmosError,
  conflict,
  preconditionFailed,
  resourceNotFound,
  tooLarge,
} from '../cosmos-error.ts';
import { logChange } from '../storage/change-log.ts';
import type { ContainerRecord } from '../storage/container-record.ts';
import { nextLsn } from '../storage/container-records.ts';
import {
  type DocumentRecord,
  findDocument,
  insertDocument,
  nextSequence,
  removeDocument,
  updateDocument,
} from '../storage/document-records.ts';
import type { Store } from '../storage/open-store.ts';
import { partitionKeyOf } from '../storage/partition-key.ts';
import { documentTtl, removeExpired } from '../storage/time-to-live.ts';
import { patchDocument } from './patch-document.ts';
import { readCharge, writeCharge } from './request-charge.ts';
import { stampDocument } from './stamp-document.ts';

/** One thing to do with one document: what a request, or a line of a batch, asks for. */
export interface DocumentOperation {
  type: 'Create' | 'Upsert' | 'Replace' | 'Patch' | 'Read' | 'Delete';
  /** Absent for a create, whose body names it. */
  id?: string | undefined;
  /** Absent where the body alone says it. */
  partition?: string | undefined;
  body?: unknown;
  ifMatch?: string | undefined;
  ifNoneMatch?: string | undefined;
}

export interface OperationResult {
  status: 200 | 201 | 204 | 304;
  /** The document as JSON text. */
  body?: string;
  etag?: string;
  charge: number;
}

const maxDocumentBytes = 2 * 1024 * 1024;

/**
 * Carries out one operation; a write and its place in the change feed are one transaction.
 *
 * @throws CosmosError as Cosmos DB answers it: 400, 404, 409, 412, 413
 */
export function applyOperation(
  store: Store,
  container: ContainerRecord,
  operation: DocumentOperation,
): OperationResult {
  if (operation.type === 'Read') return read(store, container, operation);
  return store.sqlite.transaction(() => write(store, container, operation));
}

function read(store: Store, container: ContainerRecord, operation: DocumentOperation): OperationResult {
  const document = findDocument(store, container, keyOf(operation));
  if (!document) throw resourceNotFound();
  const { etag, body } = document;
  if (operation.ifNoneMatch === etag || operation.ifNoneMatch === '*')
    return { status: 304, etag, charge: 1 };
  return { status: 200, body, etag, charge: readCharge(body) };
}

function keyOf({ id, partition }: DocumentOperation): { id: string; partition: string } {
  if (id === undefined)
    throw badRequest("The input content is invalid because the required properties - 'id; ' - are missing");
  if (partition === undefined) throw badRequest('PartitionKey value must be supplied for this operation.');
  return { id, partition };
}

function write(store: Store, container: ContainerRecord, operation: DocumentOperation): OperationResult {
  const target =
    operation.type === 'Delete' || operation.type === 'Patch'
      ? undefined
      : checkDocument(container, operation);
  const key = target ?? keyOf(operation);
  removeExpired(store, container, key);
  const current = findDocument(store, container, key);

  if (operation.type === 'Create' && current) throw conflict();
  if (!current && operation.type !== 'Create' && operation.type !== 'Upsert') throw resourceNotFound();
  if (current && operation.ifMatch && operation.ifMatch !== '*' && operation.ifMatch !== current.etag)
    throw preconditionFailed();

  if (current && operation.type === 'Delete') {
    deleteDocument(store, container, current);
    return { status: 204, charge: writeCharge(current.body) };
  }
  if (current && operation.type === 'Patch') {
    const patched = patchDocument(container, current, { request: operation.body, now: store.now });
    return save(store, container, { current, partition: current.partition, content: patched });
  }
  const content = (target as CheckedDocument).content;
  return save(store, container, { current, partition: key.partition, content });
}

export function deleteDocument(store: Store, container: ContainerRecord, current: DocumentRecord): void {
  const lsn = nextLsn(store, container);
  removeDocument(store, container, current);
  logChange(store, container, { lsn, current: undefined, previous: current });
}

interface CheckedDocument {
  id: string;
  partition: string;
  content: Record<string, unknown>;
}

function checkDocument(container: ContainerRecord, operation: DocumentOperation): CheckedDocument {
  const { body } = operation;
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw badRequest('The request payload is invalid. Ensure to provide a valid request payload.');
  const content = body as Record<string, unknown>;
  const { id } = content as { id?: unknown };
  if (typeof id !== 'string' || id === '')
    throw badRequest("The input content is invalid because the required properties - 'id; ' - are missing");
  if (/[/\\]/.test(id) || Buffer.byteLength(id) > 1023)
    throw badRequest(
      `The input name '${id}' is invalid. Ensure to provide a unique non-empty string less than '1024' characters, without '/' and '\\'.`,
    );
  if (operation.type === 'Replace' && operation.id !== undefined && operation.id !== id)
    throw badRequest('The id of a document cannot be changed by a replace in the local Cosmos DB.');
  const partition = partitionKeyOf(content, container.definition.partitionKey.paths);
  if (operation.partition !== undefined && operation.partition !== partition)
    throw badRequest(
      "PartitionKey extracted from document doesn't match the one specified in the header. Learn more: https://aka.ms/CosmosDB/sql/errors/wrong-pk-value",
      1001,
    );
  return { id, partition, content };
}

function save(
  store: Store,
  container: ContainerRecord,
  change: { current: DocumentRecord | undefined; partition: string; content: Record<string, unknown> },
): OperationResult {
  const { current, partition, content } = change;
  const ts = Math.floor(store.now() / 1000);
  const etag = `"${randomUUID()}"`;
  const sequence = current?.sequence ?? nextSequence(store, container);
  const body = stampDocument(container, { content, sequence, etag, ts });
  if (Buffer.byteLength(body) > maxDocumentBytes) throw tooLarge();
  const document: DocumentRecord = {
    sequence,
    partition,
    id: content['id'] as string,
    lsn: nextLsn(store, container),
    ts,
    ttl: documentTtl(content),
    etag,
    body,
  };
  try {
    if (current) updateDocument(store, container, document);
    else insertDocument(store, container, document);
  } catch (error) {
    if (error instanceof Error && /UNIQUE constraint failed/.test(error.message))
      throw new CosmosError(409, 'Unique index constraint violation.');
    throw error;
  }
  logChange(store, container, { lsn: document.lsn, current: document, previous: current });
  return { status: current ? 200 : 201, body, etag, charge: writeCharge(body) };
}
