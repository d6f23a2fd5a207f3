import type { Comparison } from '../query/plan-scan.ts';
import type { ScannedDocument } from '../query/run-query.ts';
import type { ContainerRecord } from '../storage/container-record.ts';
import type { Store } from '../storage/open-store.ts';
import { parsePath, partitionKeyRange } from '../storage/partition-key.ts';
import { indexProperty, jsonPath } from '../storage/property-index.ts';
import { aliveCondition } from '../storage/time-to-live.ts';

export interface Scan {
  partition: { key: string; isPrefix: boolean } | undefined;
  /** Documents that do not fulfil these may be left out. */
  comparisons: readonly Comparison[];
  fromSequence: number;
  /** Called for each document that is read. */
  onRead(): void;
}

/** Reads the documents of a partition, or of the whole container, in the order of their creation. */
export function* scanDocuments(
  store: Store,
  container: ContainerRecord,
  scan: Scan,
): Iterable<ScannedDocument> {
  const conditions = ['sequence >= ?'];
  const values: (string | number)[] = [scan.fromSequence];
  const partition = scan.partition ?? comparedPartition(container, scan.comparisons);
  if (partition?.isPrefix) {
    conditions.push('partition >= ?', 'partition < ?');
    values.push(...partitionKeyRange(partition.key));
  } else if (partition) {
    conditions.push('partition = ?');
    values.push(partition.key);
  }
  for (const { path, operator, value } of scan.comparisons) {
    const property = jsonPath(path);
    if (property === undefined) continue;
    if (!partition && operator === '=') indexProperty(store, container, property);
    conditions.push(`json_extract(body, '${property}') ${operator} ?`);
    values.push(value);
  }
  const rows = store.sqlite.iterate<{ sequence: number; body: string }>(
    `SELECT sequence, body FROM ${container.table} WHERE ${conditions.join(' AND ')}${aliveCondition(store, container)} ORDER BY sequence`,
    ...values,
  );
  for (const { sequence, body } of rows) {
    scan.onRead();
    yield { sequence, document: JSON.parse(body) };
  }
}

/** The partition that a query without a partition key names by itself. */
function comparedPartition(
  container: ContainerRecord,
  comparisons: readonly Comparison[],
): { key: string; isPrefix: boolean } | undefined {
  const values = container.definition.partitionKey.paths.map((path) => {
    const names = JSON.stringify(parsePath(path));
    return comparisons.find(
      (comparison) => comparison.operator === '=' && JSON.stringify(comparison.path) === names,
    )?.value;
  });
  return values.some((value) => value === undefined)
    ? undefined
    : { key: JSON.stringify(values), isPrefix: false };
}
