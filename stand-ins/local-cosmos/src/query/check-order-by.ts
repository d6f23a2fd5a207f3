import { badRequest } from '../cosmos-error.ts';
import type { IndexingPolicy } from '../storage/container-definition.ts';
import { isIndexed } from '../storage/is-indexed.ts';
import { parsePath } from '../storage/partition-key.ts';
import { pathOf } from './path-of.ts';
import type { Expression, Query } from './query-ast.ts';

const isVectorDistance = (expression: Expression | undefined) =>
  expression?.kind === 'call' && expression.name.toUpperCase() === 'VECTORDISTANCE';

/**
 * Checks that a container can serve an ORDER BY: over a property that is indexed, or over several with a composite index
 * of just these in just this order, or all the other way round.
 *
 * @throws BadRequest
 * @see https://learn.microsoft.com/azure/cosmos-db/index-policy#composite-indexes
 */
export function checkOrderBy(query: Query, policy: IndexingPolicy): void {
  // A ranking by closeness needs no index here; the service wants a vector index for large ones.
  const isRanking = query.orderBy.length === 1 && isVectorDistance(query.orderBy[0]?.expression);
  if (isRanking) return;
  const orders = query.orderBy.map(({ expression, descending }) => {
    const path = pathOf(expression);
    if (!path || path.length < 2)
      throw badRequest(
        'Unsupported ORDER BY clause. ORDER BY item expression could not be mapped to a document path.',
      );
    return { path: path.slice(1), descending };
  });
  const [first] = orders;
  if (orders.length === 1 && first && !isIndexed(policy, first.path))
    throw badRequest('Order-by item requires a range index to be defined on the corresponding index path.');
  if (orders.length < 2) return;
  const isServed = policy.compositeIndexes.some((index) => {
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
