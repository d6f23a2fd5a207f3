import { randomUUID } from 'node:crypto';
import { conflict } from '../cosmos-error.ts';
import { dropChangeLog } from './change-log.ts';
import { type ContainerDefinition, parseContainerDefinition } from './container-definition.ts';
import type { ContainerRecord } from './container-record.ts';
import type { DatabaseRecord } from './database-record.ts';
import { createDocumentTable, dropDocumentTable } from './document-table.ts';
import { deleteOffer } from './offer-records.ts';
import type { Store } from './open-store.ts';
import { containerRid, lastNumber } from './resource-ids.ts';

interface Row {
  number: number;
  id: string;
  resource: string;
  lsn: number;
}

function fromRow(database: DatabaseRecord, row: Row): ContainerRecord {
  const resource = JSON.parse(row.resource) as Record<string, unknown>;
  return {
    number: row.number,
    id: row.id,
    database,
    definition: resource as unknown as ContainerDefinition,
    resource,
    rid: containerRid(database.number, row.number),
    table: `documents_${row.number}`,
    lsn: row.lsn,
  };
}

export function findContainer(
  store: Store,
  database: DatabaseRecord,
  id: string,
): ContainerRecord | undefined {
  const row = store.sqlite.get<Row>(
    'SELECT * FROM containers WHERE database = ? AND id = ?',
    database.number,
    id,
  );
  return row && fromRow(database, row);
}

/** Finds a container by its id or, as some SDKs name it, by its `_rid`. */
export function resolveContainer(
  store: Store,
  database: DatabaseRecord,
  name: string,
): ContainerRecord | undefined {
  const named = findContainer(store, database, name);
  const number = named ? undefined : lastNumber(name);
  if (number === undefined || containerRid(database.number, number) !== name) return named;
  const row = store.sqlite.get<Row>(
    'SELECT * FROM containers WHERE database = ? AND number = ?',
    database.number,
    number,
  );
  return row && fromRow(database, row);
}

export function listContainers(store: Store, database: DatabaseRecord): ContainerRecord[] {
  return store.sqlite
    .all<Row>('SELECT * FROM containers WHERE database = ? ORDER BY number', database.number)
    .map((row) => fromRow(database, row));
}

function toResource(
  store: Store,
  definition: ContainerDefinition,
  rid: string,
  databaseRid: unknown,
): object {
  return {
    conflictResolutionPolicy: {
      mode: 'LastWriterWins',
      conflictResolutionPath: '/_ts',
      conflictResolutionProcedure: '',
    },
    geospatialConfig: { type: 'Geography' },
    ...definition,
    _rid: rid,
    _ts: Math.floor(store.now() / 1000),
    _self: `dbs/${databaseRid}/colls/${rid}/`,
    _etag: `"${randomUUID()}"`,
    _docs: 'docs/',
    _sprocs: 'sprocs/',
    _triggers: 'triggers/',
    _udfs: 'udfs/',
    _conflicts: 'conflicts/',
  };
}

/** @throws Conflict where the id is taken, BadRequest where the definition is malformed */
export function createContainer(store: Store, database: DatabaseRecord, body: unknown): ContainerRecord {
  const definition = parseContainerDefinition(body);
  return store.sqlite.transaction(() => {
    if (findContainer(store, database, definition.id)) throw conflict();
    const { number } = store.sqlite.get<{ number: number }>(
      "INSERT INTO containers (database, id, resource) VALUES (?, ?, '') RETURNING number",
      database.number,
      definition.id,
    ) as { number: number };
    const resource = toResource(
      store,
      definition,
      containerRid(database.number, number),
      database.resource['_rid'],
    );
    store.sqlite.run('UPDATE containers SET resource = ? WHERE number = ?', JSON.stringify(resource), number);
    const container = findContainer(store, database, definition.id) as ContainerRecord;
    createDocumentTable(store, container);
    return container;
  });
}

/** @throws BadRequest where the definition is malformed or changes what is fixed at creation */
export function replaceContainer(store: Store, container: ContainerRecord, body: unknown): ContainerRecord {
  const definition = parseContainerDefinition(body, container.definition);
  const resource = toResource(store, definition, container.rid, container.database.resource['_rid']);
  store.sqlite.run(
    'UPDATE containers SET resource = ? WHERE number = ?',
    JSON.stringify(resource),
    container.number,
  );
  return findContainer(store, container.database, container.id) as ContainerRecord;
}

export function dropContainer(store: Store, container: ContainerRecord): void {
  dropChangeLog(store, container);
  deleteOffer(store, container.rid);
  dropDocumentTable(store, container);
  store.sqlite.run('DELETE FROM containers WHERE number = ?', container.number);
}

export function deleteContainer(store: Store, container: ContainerRecord): void {
  store.sqlite.transaction(() => dropContainer(store, container));
}

/** Takes the container's next log sequence number; inside the transaction of the write it stamps. */
export function nextLsn(store: Store, container: ContainerRecord): number {
  const row = store.sqlite.get<{ lsn: number }>(
    'UPDATE containers SET lsn = lsn + 1 WHERE number = ? RETURNING lsn',
    container.number,
  ) as { lsn: number };
  container.lsn = row.lsn;
  return row.lsn;
}
