import { comparedPartition } from '../documents/compared-partition.ts';
import { queryCharge } from '../documents/request-charge.ts';
import { scanDocuments } from '../documents/scan-documents.ts';
import { checkOrderBy } from '../query/check-order-by.ts';
import { compileQuery } from '../query/compile-query.ts';
import { createQueryScope } from '../query/create-query-scope.ts';
import { parseQuery } from '../query/parse-query.ts';
import { planOrder, planScan } from '../query/plan-scan.ts';
import { isServedByGateway, needsQueryPlan, queryPlan } from '../query/query-plan.ts';
import { runQuery } from '../query/run-query.ts';
import type { ContainerRecord } from '../storage/container-record.ts';
import type { Store } from '../storage/open-store.ts';
import { orderIndex } from '../storage/order-index.ts';
import type { PartitionScope } from '../storage/partition-key.ts';
import { type CosmosAnswer, feedBody } from './cosmos-answer.ts';
import type { CosmosRequest } from './cosmos-request.ts';
import { pageSize } from './page-size.ts';

interface DocumentQuery {
  request: CosmosRequest;
  partition: PartitionScope | undefined;
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
  { request, partition, text, parameters }: DocumentQuery,
): CosmosAnswer {
  const query = parseQuery(text);
  checkOrderBy(query, container.definition.indexingPolicy);
  const comparisons = planScan(query, parameters);
  const compiled = compileQuery(query, createQueryScope(parameters, store.now));
  const isOfAllPartitions = !partition && request.header('x-ms-documentdb-partitionkeyrangeid') === undefined;
  if (isOfAllPartitions && !isServedByGateway(query, compiled)) throw needsQueryPlan();
  const scope = partition ?? comparedPartition(container, comparisons);
  const keys = planOrder(query);
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
        comparisons,
        order,
        from,
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
        ? `totalExecutionTimeInMs=0.00;retrievedDocumentCount=${documentsRead};outputDocumentCount=${items.length}`
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
  compileQuery(parseQuery(text), createQueryScope(parameters, store.now));
  return { status: 200, body: JSON.stringify(queryPlan) };
}
