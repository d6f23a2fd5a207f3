import type { ContainerRecord } from './container-record.ts';
import { ensureIndex } from './ensure-index.ts';
import { jsonPath } from './json-path.ts';
import type { Store } from './open-store.ts';

/** A property to sort by. */
export interface OrderKey {
  path: string[];
  descending: boolean;
}

/** The SQL of an order that an index serves. */
export interface OrderIndex {
  /** What stands after ORDER BY. */
  orderBy: string;
  /** A condition with two parameters, the rank and the key of the first property, that holds from there on. */
  from: string;
}

/** The order of types: the same as {@link file://../query/compare-values.ts} has. */
const rank = (path: string) =>
  `CASE json_type(body, '${path}') WHEN 'null' THEN 1 WHEN 'false' THEN 2 WHEN 'true' THEN 3 WHEN 'integer' THEN 4 WHEN 'real' THEN 4 WHEN 'text' THEN 5 WHEN 'array' THEN 6 WHEN 'object' THEN 7 ELSE 0 END`;

/** Numbers and texts are sorted among themselves, whatever else is equal. */
const key = (path: string) =>
  `CASE json_type(body, '${path}') WHEN 'integer' THEN json_extract(body, '${path}') WHEN 'real' THEN json_extract(body, '${path}') WHEN 'text' THEN json_extract(body, '${path}') ELSE 0 END`;

/**
 * Makes sure that the documents of a partition, or of the container, can be read in an order without sorting them;
 * undefined where they cannot.
 */
export function orderIndex(
  store: Store,
  container: ContainerRecord,
  order: { keys: readonly OrderKey[]; isOfPartition: boolean },
): OrderIndex | undefined {
  const columns = order.keys.map(({ path, descending }) => ({ path: jsonPath(path), descending }));
  const [first] = columns;
  if (!first || columns.some(({ path }) => path === undefined)) return undefined;
  const terms = (isReversed: boolean) =>
    columns.flatMap(({ path, descending }) => {
      const direction = descending === isReversed ? 'ASC' : 'DESC';
      return [`${rank(path as string)} ${direction}`, `${key(path as string)} ${direction}`];
    });
  // SQLite reads an index both ways, so one that begins upwards serves the reverse too.
  const indexed = [...(order.isOfPartition ? ['partition'] : []), ...terms(first.descending)];
  if (!ensureIndex(store, container, { kind: 'order', columns: indexed.join(', ') })) return undefined;
  const path = first.path as string;
  return {
    orderBy: [...terms(false), `sequence ${first.descending ? 'DESC' : 'ASC'}`].join(', '),
    from: `(${rank(path)}, ${key(path)}) ${first.descending ? '<=' : '>='} (?, ?)`,
  };
}
