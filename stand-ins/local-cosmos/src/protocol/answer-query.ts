import { comparedPartition } from '../documents/compared-partition.ts';
import { computedProperties } from '../documents/computed-properties.ts';
import { queryCharge } from '../documents/request-charge.ts';
import { scanDocuments } from '../documents/scan-documents.ts';
import type { RequestScope } from '../documents/scope-conditions.ts';
import { checkOrderBy } from '../query/check-order-by.ts';
import { compileQuery } from '../query/compile-query.ts';
import { createQueryScope } from '../query/create-query-scope.ts';
import { parseQuery } from '../query/parse-query.ts';
import { planOrder, planScan } from '../query/plan-scan.ts';
import { isServedByGateway, needsQueryPlan, planQuery } from '../query/query-plan.ts';
import { runQuery } from '../query/run-query.ts';
import type { ContainerRecord } from '../storage/container-record.ts';
import type { Store } from '../storage/open-store.ts';
import { orderIndex } from '../storage/order-index.ts';
import { type CosmosAnswer, feedBody } from './cosmos-answer.ts';
import type { CosmosRequest } from './cosmos-request.ts';
import { pageSize } from './page-size.ts';
import { indexMetrics, queryMetrics } from './query-metrics.ts';

interface DocumentQuery {
  request: CosmosRequest;
  scope: RequestScope;
  text: string;
  parameters: ReadonlyMap<string, unknown>;
}

/**
 * Runs a query over documents for one page.
 *
 * @throws BadRequest as Cosmos DB words it
 * @see https://learn.microsoft.com/rest/api/cosmos-db/query-documents
 */
export function answerQuery(
  store: Store,
  container: ContainerRecord,
  { request, scope: { partition, range }, text, parameters }: DocumentQuery,
): CosmosAnswer {
  const start = performance.now();
  const query = parseQuery(text);
  checkOrderBy(query, container.definition.indexingPolicy);
  const computed = computedProperties(container, store.now);
  // SQLite knows what documents hold, and nothing of what is computed from them.
  const isStored = ({ path }: { path: string[] }) => !computed.names.has(path[0] ?? '');
  const comparisons = planScan(query, parameters).filter(isStored);
  const compiled = compileQuery(query, createQueryScope(parameters, store.now));
  const isOfAllPartitions =
    !partition && !range && request.header('x-ms-documentdb-partitionkeyrangeid') === undefined;
  if (isOfAllPartitions && !isServedByGateway(query, compiled)) throw needsQueryPlan(query);
  const scope = partition ?? comparedPartition(container, comparisons);
  const planned = planOrder(query);
  const keys = planned?.every(isStored) ? planned : undefined;
  // Among few documents of the whole container, an index of what they have in common is better than one of the order.
  const isSortedByIndex = scope ? !scope.isPrefix : !comparisons.some(({ operator }) => operator === '=');
  const order =
    keys && isSortedByIndex
      ? orderIndex(store, container, { keys, isOfPartition: scope !== undefined })
      : undefined;
  let documentsRead = 0;
  const { items, continuation } = runQuery({
    text,
    query,
    compiled,
    parameters,
    maxItemCount: pageSize(request),
    continuation: request.header('x-ms-continuation'),
    isSorted: order !== undefined,
    scan: (from) =>
      scanDocuments(store, container, {
        partition: scope,
        range,
        comparisons,
        order,
        from,
        compute: computed.add,
        onRead: () => {
          documentsRead += 1;
        },
      }),
  });
  return {
    status: 200,
    headers: {
      'x-ms-continuation': continuation,
      'x-ms-item-count': items.length,
      'x-ms-request-charge': queryCharge(documentsRead, items.length),
      'x-ms-documentdb-query-metrics': request.flag('x-ms-documentdb-populatequerymetrics')
        ? queryMetrics({ documentsRead, items, elapsedMs: performance.now() - start })
        : undefined,
      'x-ms-cosmos-index-utilization': request.flag('x-ms-cosmos-populateindexmetrics')
        ? indexMetrics(comparisons)
        : undefined,
    },
    body: feedBody(container.rid, 'Documents', items),
  };
}

/** Checks a query and gives its plan. */
export function answerQueryPlan(
  store: Store,
  { text, parameters }: { text: string; parameters: ReadonlyMap<string, unknown> },
): CosmosAnswer {
  const query = parseQuery(text);
  compileQuery(query, createQueryScope(parameters, store.now));
  return { status: 200, body: JSON.stringify(planQuery(query)) };
}
