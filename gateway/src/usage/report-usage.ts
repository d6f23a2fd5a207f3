import type { FieldUsage, OperationUsage, UsageReport } from '../ports/operation-usage.ts';
import { getOrInsert } from '../values/get-or-insert.ts';
import { addNumbers, createNumbers, durationBounds, readRow, type UsageRow, unseenId } from './usage-row.ts';
import { keptDays, type UsageDay } from './usage-store.ts';

interface Sum {
  readonly row: UsageRow;
  readonly numbers: number[];
  readonly clients: Map<string, { readonly name: string; readonly version: string; requests: number }>;
  lastDay: string;
}

/** Adds up the days that are kept. */
export function reportUsage(days: readonly UsageDay[]): UsageReport {
  const sums = new Map<string, Sum>();
  let unseen = 0;
  for (const { day, operations } of days) {
    for (const [text, numbers] of operations) {
      const row = readRow(text);
      const { id, type, name, clientName, clientVersion } = row;
      const [requests = 0] = numbers;
      if (id === unseenId) unseen += requests;
      const sum = getOrInsert(sums, JSON.stringify([id, type, name]), () => ({
        row,
        numbers: createNumbers(),
        clients: new Map(),
        lastDay: day,
      }));
      addNumbers(sum.numbers, numbers);
      sum.lastDay = day;
      getOrInsert(sum.clients, JSON.stringify([clientName, clientVersion]), () => ({
        name: clientName,
        version: clientVersion,
        requests: 0,
      })).requests += requests;
    }
  }
  return {
    days: days.map(({ day }) => day),
    keptDays,
    operations: [...sums.values()].map(describe).sort(byRequests),
    fields: listFields(days),
    unseen,
  };
}

function describe({ row: { id, type, name }, numbers, clients, lastDay }: Sum): OperationUsage {
  const [requests = 0, failed = 0, refused = 0, totalMs = 0, ...buckets] = numbers;
  return {
    id,
    type,
    name,
    requests,
    failed,
    refused,
    averageMs: requests === 0 ? 0 : Math.round((10 * totalMs) / requests) / 10,
    p95Ms: findQuantile(buckets, 0.95 * requests),
    lastDay,
    clients: [...clients.values()].sort(byRequests),
  };
}

/** The upper bound of the bucket that the request of that rank is in. */
function findQuantile(buckets: readonly number[], rank: number): number | undefined {
  let seen = 0;
  const at = buckets.findIndex((count) => {
    seen += count;
    return seen >= rank;
  });
  return durationBounds[at];
}

function listFields(days: readonly UsageDay[]): readonly FieldUsage[] {
  const fields = new Map<string, { requests: number; lastDay: string; operations: Set<string> }>();
  for (const { day, fields: counts, coordinates } of days) {
    for (const [coordinate, count] of counts) {
      const field = getOrInsert(fields, coordinate, () => ({
        requests: 0,
        lastDay: day,
        operations: new Set<string>(),
      }));
      field.requests += count;
      field.lastDay = day;
    }
    for (const [id, names] of coordinates) for (const name of names) fields.get(name)?.operations.add(id);
  }
  return [...fields]
    .map(([coordinate, { operations, ...usage }]) => ({ coordinate, ...usage, operations: [...operations] }))
    .sort(byRequests);
}

function byRequests(one: { readonly requests: number }, other: { readonly requests: number }): number {
  return other.requests - one.requests;
}
