import { typeRank } from '../query/compare-values.ts';
import type { Position } from '../query/continuation-token.ts';
import type { Comparison } from '../query/plan-scan.ts';
import type { ScannedDocument } from '../query/run-query.ts';
import type { ContainerRecord } from '../storage/container-record.ts';
import { ensureIndex } from '../storage/ensure-index.ts';
import { jsonPath } from '../storage/json-path.ts';
import type { Store } from '../storage/open-store.ts';
import type { OrderIndex } from '../storage/order-index.ts';
import { aliveCondition } from '../storage/time-to-live.ts';
import { type Condition, type RequestScope, scopeConditions } from './scope-conditions.ts';

export interface Scan extends RequestScope {
  /** Documents that do not fulfil these may be left out. */
  comparisons: readonly Comparison[];
  /** How the documents are sorted; without it as they were created. */
  order: OrderIndex | undefined;
  /** Documents before this place may be left out. */
  from: Position | undefined;
  /** Adds to a document what is computed from it. */
  compute(document: Record<string, unknown>): unknown;
  /** Called for each document that is read. */
  onRead(): void;
}

/** Reads the documents of a partition, or of the whole container. */
export function* scanDocuments(
  store: Store,
  container: ContainerRecord,
  scan: Scan,
): Iterable<ScannedDocument> {
  const conditions = [
    ...placeConditions(scan),
    ...scopeConditions(store, container, scan),
    ...comparisonConditions(store, container, scan),
  ];
  const where = ['1', ...conditions.map(([sql]) => sql)].join(' AND ');
  const rows = store.sqlite.iterate<{ sequence: number; body: string }>(
    `SELECT sequence, body FROM ${container.table} WHERE ${where}${aliveCondition(store, container)} ORDER BY ${scan.order?.orderBy ?? 'sequence'}`,
    ...conditions.flatMap(([, ...values]) => values),
  );
  for (const { sequence, body } of rows) {
    scan.onRead();
    yield { sequence, document: scan.compute(JSON.parse(body)) };
  }
}

function placeConditions({ order, from }: Scan): Condition[] {
  if (!from) return [];
  if (!order) return [['sequence >= ?', from.sequence]];
  const [key] = from.keys;
  return [[order.from, typeRank(key), typeof key === 'number' || typeof key === 'string' ? key : 0]];
}

function comparisonConditions(store: Store, container: ContainerRecord, scan: Scan): Condition[] {
  return scan.comparisons.flatMap(({ path, operator, value }): Condition[] => {
    const property = jsonPath(path);
    if (property === undefined) return [];
    const columns = `json_extract(body, '${property}')`;
    if (!scan.partition && operator === '=') ensureIndex(store, container, { kind: 'property', columns });
    return [[`${columns} ${operator} ?`, value]];
  });
}
