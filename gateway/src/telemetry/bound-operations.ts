import { getOrInsert } from '../values/get-or-insert.ts';
import type { OperationLabels } from './create-metrics.ts';

/** Names are given by clients: what is longer tells nobody more. */
const maxNameLength = 100;

const other = 'other';

export interface OperationBounds {
  /** Sets of labels; what is beyond them is told apart by operation, type and result alone. */
  readonly maxSeries: number;
  /** Operations by name; the others are one. */
  readonly maxNames: number;
}

/**
 * Bounds by what operations are counted, since clients name them and themselves: what was seen first keeps its labels, the
 * rest is `other`. What is counted as one is one object.
 */
export function boundOperations({ maxSeries, maxNames }: OperationBounds) {
  const known = new Map<string, OperationLabels>();
  const rests = new Map<string, OperationLabels>();
  const names = new Set<string>();

  function boundName(name: string): string {
    const short = name.slice(0, maxNameLength);
    if (names.has(short)) return short;
    if (names.size >= maxNames) return other;
    names.add(short);
    return short;
  }

  return (labels: OperationLabels): OperationLabels => {
    const short = (value: string) => value.slice(0, maxNameLength);
    const bounded = {
      ...labels,
      operation: boundName(labels.operation),
      client_name: short(labels.client_name),
      client_version: short(labels.client_version),
      code: short(labels.code),
    };
    const found = known.get(keyOf(bounded));
    if (found) return found;
    if (known.size < maxSeries) {
      known.set(keyOf(bounded), bounded);
      return bounded;
    }
    const rest = { ...bounded, client_name: other, client_version: other, code: other };
    return getOrInsert(rests, keyOf(rest), () => rest);
  };
}

/** No header, name or code has the end of a line in it. */
const keyOf = ({ operation, type, client_name, client_version, code, result }: OperationLabels) =>
  `${operation}\n${type}\n${client_name}\n${client_version}\n${code}\n${result}`;
