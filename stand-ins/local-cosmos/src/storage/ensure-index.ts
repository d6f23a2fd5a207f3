import type { ContainerRecord } from './container-record.ts';
import type { Store } from './open-store.ts';

// Enough for the queries of an application, and a bound for generated ones.
const maxIndexes = 16;

/**
 * Makes an index of a container's documents where there is none like it yet, and tells whether there is one now. Cosmos
 * DB indexes properties from the start; here the first query that needs an index makes it, for each costs every write.
 */
export function ensureIndex(
  store: Store,
  container: ContainerRecord,
  index: { kind: 'property' | 'order' | 'range'; columns: string },
): boolean {
  const { table } = container;
  const prefix = `${table}_${index.kind}_`;
  const known = store.sqlite.all<{ sql: string }>(
    "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND substr(name, 1, ?) = ?",
    table,
    prefix.length,
    prefix,
  );
  if (known.some(({ sql }) => sql.endsWith(`(${index.columns})`))) return true;
  if (known.length >= maxIndexes) return false;
  store.sqlite.run(`CREATE INDEX ${prefix}${known.length} ON ${table} (${index.columns})`);
  return true;
}
