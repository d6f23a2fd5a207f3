import type { ContainerRecord } from '../storage/container-record.ts';
import { ensureIndex } from '../storage/ensure-index.ts';
import type { Store } from '../storage/open-store.ts';
import { type KeyRange, type PartitionScope, partitionKeyRange } from '../storage/partition-key.ts';

/** A condition of a WHERE and the values of its parameters. */
export type Condition = [sql: string, ...values: (string | number)[]];

/** Which partitions a request is for: some by their key, some by where they lie; neither for all. */
export interface RequestScope {
  partition: PartitionScope | undefined;
  range: KeyRange | undefined;
}

const expression = 'effective_partition_key(partition)';

/** What the rows of a container fulfil that a request is for. */
export function scopeConditions(
  store: Store,
  container: ContainerRecord,
  { partition, range }: RequestScope,
): Condition[] {
  const conditions: Condition[] = [];
  if (partition?.isPrefix)
    conditions.push(['partition >= ? AND partition < ?', ...partitionKeyRange(partition.key)]);
  else if (partition) conditions.push(['partition = ?', partition.key]);
  if (range) {
    if (!partition) ensureIndex(store, container, { kind: 'range', columns: expression });
    conditions.push([`${expression} >= ? AND ${expression} < ?`, range.from, range.to]);
  }
  return conditions;
}
