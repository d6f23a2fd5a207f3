import { badRequest } from '../cosmos-error.ts';
import type { ContainerRecord } from './container-record.ts';
import type { Store } from './open-store.ts';

/**
 * A document's own `ttl` in seconds, null where it has none; -1 keeps it for ever.
 *
 * @throws BadRequest where it is neither -1 nor a positive 32-bit integer
 */
export function documentTtl(document: Record<string, unknown>): number | null {
  const ttl = document['ttl'];
  if (ttl === undefined || ttl === null) return null;
  if (Number.isInteger(ttl) && (ttl === -1 || ((ttl as number) > 0 && (ttl as number) <= 2147483647)))
    return ttl as number;
  throw badRequest(
    `The input ttl '${String(ttl)}' is invalid. Ensure to provide a nonzero positive integer less than or equal to '2147483647', or '-1'.`,
  );
}

/** What a row has to fulfil to be seen, as SQL to append to a WHERE; empty where nothing expires. */
export function aliveCondition(store: Store, container: ContainerRecord): string {
  const { defaultTtl } = container.definition;
  if (defaultTtl === undefined) return '';
  const now = Math.floor(store.now() / 1000);
  return ` AND (coalesce(ttl, ${defaultTtl}) = -1 OR ts + coalesce(ttl, ${defaultTtl}) > ${now})`;
}

/**
 * Removes what has expired and stands in the way of a write: the document of its id and, where keys are unique, any of
 * its partition. Cosmos DB's feed does not tell of it either.
 */
export function removeExpired(
  store: Store,
  container: ContainerRecord,
  target: { partition: string; id: string },
): void {
  const { defaultTtl, uniqueKeyPolicy } = container.definition;
  if (defaultTtl === undefined) return;
  const [scope, keys] = uniqueKeyPolicy.uniqueKeys.length > 0 ? ['', []] : [' AND id = ?', [target.id]];
  store.sqlite.run(
    `DELETE FROM ${container.table} WHERE partition = ?${scope} AND NOT (1${aliveCondition(store, container)})`,
    target.partition,
    ...keys,
  );
}
