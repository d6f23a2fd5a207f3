import { badRequest } from '../cosmos-error.ts';
import type { CompositePath } from '../storage/container-definition.ts';
import { parsePath } from '../storage/partition-key.ts';
import { pathOf } from './path-of.ts';
import type { Query } from './query-ast.ts';

/**
 * Checks that a container can serve an ORDER BY: over properties, and over several of them only with a composite index
 * of just these in just this order, or all the other way round.
 *
 * @throws BadRequest
 * @see https://learn.microsoft.com/azure/cosmos-db/index-policy#composite-indexes
 */
export function checkOrderBy(query: Query, compositeIndexes: readonly CompositePath[][]): void {
  const orders = query.orderBy.map(({ expression, descending }) => {
    const path = pathOf(expression);
    if (!path || path.length < 2)
      throw badRequest(
        'Unsupported ORDER BY clause. ORDER BY item expression could not be mapped to a document path.',
      );
    return { path: path.slice(1), descending };
  });
  if (orders.length < 2) return;
  const isServed = compositeIndexes.some((index) => {
    if (index.length !== orders.length) return false;
    const reversals = orders.map(({ path, descending }, place) => {
      const { path: indexed = '', order = 'ascending' } = index[place] ?? {};
      const isSame = JSON.stringify(parsePath(indexed.replace(/\/[?*]$/, ''))) === JSON.stringify(path);
      return isSame ? descending !== (order === 'descending') : undefined;
    });
    return reversals[0] !== undefined && reversals.every((reversed) => reversed === reversals[0]);
  });
  if (!isServed)
    throw badRequest(
      'The order by query does not have a corresponding composite index that it can be served from.',
    );
}
