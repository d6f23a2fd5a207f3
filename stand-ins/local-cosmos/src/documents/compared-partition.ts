import type { Comparison } from '../query/plan-scan.ts';
import type { ContainerRecord } from '../storage/container-record.ts';
import { type PartitionScope, parsePath } from '../storage/partition-key.ts';

/** The partition that a query names by comparing each level of the key, where it does. */
export function comparedPartition(
  container: ContainerRecord,
  comparisons: readonly Comparison[],
): PartitionScope | undefined {
  const values = container.definition.partitionKey.paths.map((path) => {
    const names = JSON.stringify(parsePath(path));
    return comparisons.find(
      (comparison) => comparison.operator === '=' && JSON.stringify(comparison.path) === names,
    )?.value;
  });
  return values.includes(undefined) ? undefined : { key: JSON.stringify(values), isPrefix: false };
}
