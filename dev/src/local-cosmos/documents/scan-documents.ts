import type { ScanFilter } from '../query/plan-scan.ts';
import type { ScannedDocument } from '../query/run-query.ts';
import type { ContainerRecord } from '../storage/container-records.ts';
import type { Store } from '../storage/open-store.ts';
import { partitionKeyRange } from '../storage/partition-key.ts';
import { aliveCondition } from '../storage/time-to-live.ts';

export interface Scan {
  partition: { key: string; isPrefix: boolean } | undefined;
  filter: ScanFilter;
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
  const { partition, filter } = scan;
  const conditions = ['sequence >= ?', ...filter.conditions];
  const values: (string | number)[] = [scan.fromSequence, ...filter.values];
  if (partition?.isPrefix) {
    conditions.push('partition >= ?', 'partition < ?');
    values.push(...partitionKeyRange(partition.key));
  } else if (partition) {
    conditions.push('partition = ?');
    values.push(partition.key);
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
