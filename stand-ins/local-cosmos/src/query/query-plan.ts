import { CosmosError } from '../cosmos-error.ts';
import type { CompiledQuery } from './compile-query.ts';
import type { Query } from './query-ast.ts';

/**
 * The plan by which the SDK would merge what physical partitions give. Here there is one, so each query runs whole on
 * the server and nothing is left to do.
 */
export const planQuery = ({ selection }: Query) => ({
  partitionedQueryExecutionInfoVersion: 2,
  queryInfo: {
    distinctType: 'None',
    top: null,
    offset: null,
    limit: null,
    orderBy: [],
    orderByExpressions: [],
    groupByExpressions: [],
    groupByAliases: [],
    aggregates: [],
    groupByAliasToAggregateType: {},
    rewrittenQuery: '',
    hasSelectValue: selection.kind === 'value',
    dCountInfo: null,
    hasNonStreamingOrderBy: false,
  },
  queryRanges: [{ min: '', max: 'FF', isMinInclusive: true, isMaxInclusive: false }],
});

/** Whether a query over all partitions is just one partition's results after another's. */
export function isServedByGateway(query: Query, { grouping }: CompiledQuery): boolean {
  return !grouping && !query.distinct && !query.top && !query.offset && query.orderBy.length === 0;
}

/**
 * What the service's gateway says to any other: the SDK then asks by partition key range. Such a query has no
 * continuation token for the client, so one that relies on it would work here and fail in the cloud.
 */
export function needsQueryPlan(query: Query): CosmosError {
  const message =
    'The provided cross partition query can not be directly served by the gateway. This is a first chance (internal) exception that all newer clients will know how to handle gracefully.';
  return new CosmosError(400, message, {
    substatus: 1004,
    additionalErrorInfo: JSON.stringify(planQuery(query)),
  });
}
