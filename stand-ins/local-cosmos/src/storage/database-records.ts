import { randomUUID } from 'node:crypto';
import { conflict } from '../cosmos-error.ts';
import { dropContainer, listContainers } from './container-records.ts';
import type { DatabaseRecord } from './database-record.ts';
import { deleteOffer } from './offer-records.ts';
import type { Store } from './open-store.ts';
import { databaseRid, lastNumber } from './resource-ids.ts';
import { checkResourceId } from './resource-names.ts';

interface Row {
  number: number;
  id: string;
  resource: string;
}

const fromRow = (row: Row): DatabaseRecord => ({ ...row, resource: JSON.parse(row.resource) });

export function findDatabase(store: Store, id: string): DatabaseRecord | undefined {
  const row = store.sqlite.get<Row>('SELECT * FROM databases WHERE id = ?', id);
  return row && fromRow(row);
}

/** Finds a database by its id or, as some SDKs name it, by its `_rid`. */
export function resolveDatabase(store: Store, name: string): DatabaseRecord | undefined {
  const named = findDatabase(store, name);
  const number = named ? undefined : lastNumber(name);
  if (number === undefined || databaseRid(number) !== name) return named;
  const row = store.sqlite.get<Row>('SELECT * FROM databases WHERE number = ?', number);
  return row && fromRow(row);
}

export function listDatabases(store: Store): DatabaseRecord[] {
  return store.sqlite.all<Row>('SELECT * FROM databases ORDER BY number').map(fromRow);
}

/** @throws Conflict where the id is taken, BadRequest where it is malformed */
export function createDatabase(store: Store, body: unknown): DatabaseRecord {
  const id = checkResourceId(body);
  return store.sqlite.transaction(() => {
    if (findDatabase(store, id)) throw conflict();
    const row = store.sqlite.get<{ number: number }>(
      "INSERT INTO databases (id, resource) VALUES (?, '') RETURNING number",
      id,
    ) as { number: number };
    const rid = databaseRid(row.number);
    const resource = {
      id,
      _rid: rid,
      _self: `dbs/${rid}/`,
      _etag: `"${randomUUID()}"`,
      _colls: 'colls/',
      _users: 'users/',
      _ts: Math.floor(store.now() / 1000),
    };
    store.sqlite.run(
      'UPDATE databases SET resource = ? WHERE number = ?',
      JSON.stringify(resource),
      row.number,
    );
    return { number: row.number, id, resource };
  });
}

export function deleteDatabase(store: Store, database: DatabaseRecord): void {
  store.sqlite.transaction(() => {
    deleteOffer(store, String(database.resource['_rid']));
    for (const container of listContainers(store, database)) dropContainer(store, container);
    store.sqlite.run('DELETE FROM databases WHERE number = ?', database.number);
  });
}
