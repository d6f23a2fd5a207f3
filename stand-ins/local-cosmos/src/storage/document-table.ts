import type { ContainerRecord } from './container-record.ts';
import { jsonPath } from './json-path.ts';
import type { Store } from './open-store.ts';
import { parsePath } from './partition-key.ts';

/**
 * Makes the table of a container's documents: a row for each, in the order of creation, with an index for point reads
 * and for each order in which documents are scanned.
 */
export function createDocumentTable(store: Store, container: ContainerRecord): void {
  const { table } = container;
  store.sqlite.run(`CREATE TABLE ${table} (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    partition TEXT NOT NULL,
    id TEXT NOT NULL,
    lsn INTEGER NOT NULL,
    ts INTEGER NOT NULL,
    ttl INTEGER,
    etag TEXT NOT NULL,
    body TEXT NOT NULL
  )`);
  store.sqlite.run(`CREATE UNIQUE INDEX ${table}_id ON ${table} (partition, id)`);
  store.sqlite.run(`CREATE INDEX ${table}_partition ON ${table} (partition)`);
  store.sqlite.run(`CREATE INDEX ${table}_lsn ON ${table} (lsn)`);
  store.sqlite.run(`CREATE INDEX ${table}_partition_lsn ON ${table} (partition, lsn)`);
  for (const [index, key] of container.definition.uniqueKeyPolicy.uniqueKeys.entries()) {
    // Within a partition a missing value counts as null, and null equals null; as JSON text, 1 and "1" differ.
    const columns = key.paths.map((path) => `coalesce(body -> '${jsonPath(parsePath(path))}', 'null')`);
    store.sqlite.run(
      `CREATE UNIQUE INDEX ${table}_unique_${index} ON ${table} (partition, ${columns.join(', ')})`,
    );
  }
}

export function dropDocumentTable(store: Store, container: ContainerRecord): void {
  store.sqlite.forgetStatements();
  store.sqlite.run(`DROP TABLE ${container.table}`);
}
