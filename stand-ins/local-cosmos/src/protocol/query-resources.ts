import { compileQuery } from '../query/compile-query.ts';
import { createQueryScope } from '../query/create-query-scope.ts';
import { parseQuery } from '../query/parse-query.ts';
import { runQuery } from '../query/run-query.ts';
import type { Store } from '../storage/open-store.ts';
import type { CosmosRequest } from './cosmos-request.ts';
import { parseQueryBody } from './read-query.ts';

/** Runs a query over the databases of the account or the containers of a database. */
export function queryResources(
  store: Store,
  request: CosmosRequest,
  resources: readonly object[],
): unknown[] {
  const { text, parameters } = parseQueryBody(request.json());
  const query = parseQuery(text);
  const { items } = runQuery({
    text,
    query,
    compiled: compileQuery(query, createQueryScope(parameters, store.now)),
    parameters,
    maxItemCount: Number.POSITIVE_INFINITY,
    continuation: undefined,
    isSorted: false,
    scan: () => resources.map((document, sequence) => ({ sequence, document })),
  });
  return items.map((item) => JSON.parse(item) as unknown);
}
