import type { ContainerRecord } from './container-record.ts';
import type { Store } from './open-store.ts';
import { documentRid, lastNumber } from './resource-ids.ts';
import { aliveCondition } from './time-to-live.ts';

/** A document as it is stored; `body` is the JSON text that clients receive. */
export interface DocumentRecord {
  sequence: number;
  partition: string;
  id: string;
  lsn: number;
  /** Seconds since 1970. */
  ts: number;
  /** Seconds, where the document says its own. */
  ttl: number | null;
  etag: string;
  body: string;
}

export function findDocument(
  store: Store,
  container: ContainerRecord,
  key: { partition: string; id: string },
): DocumentRecord | undefined {
  return store.sqlite.get<DocumentRecord>(
    `SELECT * FROM ${container.table} WHERE partition = ? AND id = ?${aliveCondition(store, container)}`,
    key.partition,
    key.id,
  );
}

/** The id and partition of the document that a `_rid` names, undefined where there is none. */
export function findKeyByRid(
  store: Store,
  container: ContainerRecord,
  rid: string,
): { partition: string; id: string } | undefined {
  const sequence = lastNumber(rid);
  if (sequence === undefined || documentRid(container.database.number, container.number, sequence) !== rid)
    return undefined;
  return store.sqlite.get<{ partition: string; id: string }>(
    `SELECT partition, id FROM ${container.table} WHERE sequence = ?`,
    sequence,
  );
}

/** Takes the number that a document to be inserted will have. */
export function nextSequence(store: Store, container: ContainerRecord): number {
  const row = store.sqlite.get<{ seq: number }>(
    'SELECT seq FROM sqlite_sequence WHERE name = ?',
    container.table,
  );
  return (row?.seq ?? 0) + 1;
}

export function insertDocument(store: Store, container: ContainerRecord, document: DocumentRecord): void {
  store.sqlite.run(
    `INSERT INTO ${container.table} (sequence, partition, id, lsn, ts, ttl, etag, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    document.sequence,
    document.partition,
    document.id,
    document.lsn,
    document.ts,
    document.ttl,
    document.etag,
    document.body,
  );
}

export function updateDocument(store: Store, container: ContainerRecord, document: DocumentRecord): void {
  store.sqlite.run(
    `UPDATE ${container.table} SET id = ?, lsn = ?, ts = ?, ttl = ?, etag = ?, body = ? WHERE sequence = ?`,
    document.id,
    document.lsn,
    document.ts,
    document.ttl,
    document.etag,
    document.body,
    document.sequence,
  );
}

export function removeDocument(store: Store, container: ContainerRecord, document: DocumentRecord): void {
  store.sqlite.run(`DELETE FROM ${container.table} WHERE sequence = ?`, document.sequence);
}
