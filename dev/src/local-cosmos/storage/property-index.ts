import type { ContainerRecord } from './container-record.ts';
import type { Store } from './open-store.ts';

// Enough for the queries of an application, and a bound for generated ones.
const maxIndexes = 16;

/** A property path as SQLite reads it from JSON text, or undefined where it cannot be written so. */
export function jsonPath(names: readonly string[]): string | undefined {
  return names.every((name) => /^[\w -]+$/.test(name))
    ? `$${names.map((name) => `."${name}"`).join('')}`
    : undefined;
}

/**
 * Indexes a property by which a query looks through the whole container, when the first one does: Cosmos DB indexes
 * every property from the start, at a cost to each write that few of them are worth here.
 */
export function indexProperty(store: Store, container: ContainerRecord, path: string): void {
  const indexes = store.sqlite.all<{ sql: string | null }>(
    "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND name LIKE '%\\_property\\_%' ESCAPE '\\'",
    container.table,
  );
  const expression = `(json_extract(body, '${path}'))`;
  if (indexes.length >= maxIndexes || indexes.some(({ sql }) => sql?.endsWith(expression))) return;
  store.sqlite.run(
    `CREATE INDEX ${container.table}_property_${indexes.length} ON ${container.table} ${expression}`,
  );
}
