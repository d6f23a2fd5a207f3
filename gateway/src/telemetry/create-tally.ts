import type { Attributes, Observable, ObservableCallback } from '@opentelemetry/api';
import { getOrInsert } from '../values/get-or-insert.ts';

/** Counts by labels that are few. */
export interface Tally<Key> extends Disposable {
  add(key: Key, by?: number): void;
}

/**
 * Counts in the process and tells meters when they collect: a counter of the SDK sorts and prints the labels each time, which
 * takes longer than an operation's other counting together.
 * @param labelsOf what is counted under a key; asked once
 */
export function createTally<Key>(counter: Observable, labelsOf: (key: Key) => Attributes): Tally<Key> {
  const counts = new Map<Key, { readonly labels: Attributes; count: number }>();
  const report: ObservableCallback = (result) => {
    for (const { labels, count } of counts.values()) result.observe(count, labels);
  };
  counter.addCallback(report);
  return {
    add(key, by = 1) {
      getOrInsert(counts, key, () => ({ labels: labelsOf(key), count: 0 })).count += by;
    },
    [Symbol.dispose]: () => counter.removeCallback(report),
  };
}
