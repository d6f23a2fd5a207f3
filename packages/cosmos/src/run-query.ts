import type { Container, JSONValue, PartitionKey } from '@azure/cosmos';
import { runOperation } from './run-operation.ts';

export interface PartitionQuery {
  /** https://learn.microsoft.com/azure/cosmos-db/nosql/query/ */
  readonly query: string;
  /** Values of the query's parameters by name, each name with its `@`. */
  readonly parameters: Readonly<Record<string, JSONValue>>;
  /** The one partition that is asked; 'all' asks each of them, which costs as much as there are partitions. */
  readonly partitionKey: PartitionKey | 'all';
  /** Most items of one page. Default: 100. */
  readonly pageSize?: number;
  /** Longest wait for one page, in milliseconds. Default: 10 seconds. */
  readonly pageDeadlineMs?: number;
}

/**
 * Runs a query, page by page; the next page is fetched when it is asked for.
 * `Item` is what the query selects: Cosmos DB has no schema that could check it.
 * @throws SERVICE_UNAVAILABLE when Cosmos DB throttles, fails or does not answer.
 */
export async function* readPages<Item>(
  container: Container,
  options: PartitionQuery,
): AsyncGenerator<readonly Item[], void, undefined> {
  const { query, parameters, partitionKey, pageSize = 100, pageDeadlineMs } = options;
  const specification = {
    query,
    parameters: Object.entries(parameters).map(([name, value]) => ({ name, value })),
  };
  const abort = new AbortController();
  const pages = container.items.query<Item>(specification, {
    maxItemCount: pageSize,
    abortSignal: abort.signal,
    ...(partitionKey !== 'all' && { partitionKey }),
  });
  while (pages.hasMoreResults()) {
    const { resources } = await runOperation((deadline) => {
      deadline.addEventListener('abort', () => abort.abort(), { once: true });
      return pages.fetchNext();
    }, pageDeadlineMs);
    if (resources?.length) yield resources;
  }
}

/** Runs a query to its end and answers with all it found: for queries that are bounded by themselves. */
export async function runQuery<Item>(container: Container, query: PartitionQuery): Promise<readonly Item[]> {
  const pages = await Array.fromAsync(readPages<Item>(container, query));
  return pages.flat();
}
