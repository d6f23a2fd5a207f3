import { areComparable, canonicalText, compareValues } from './compare-values.ts';

/** Collects the values of a group's rows into one. */
export interface Accumulator {
  add(value: unknown): void;
  result(): unknown;
}

function createSum(finish: (sum: number, count: number) => unknown): Accumulator {
  let sum: number | undefined = 0;
  let count = 0;
  return {
    add(value) {
      if (value === undefined) return;
      sum = typeof value === 'number' && sum !== undefined ? sum + value : undefined;
      count += 1;
    },
    result: () => (sum === undefined ? undefined : finish(sum, count)),
  };
}

function createExtreme(isBetter: (order: number) => boolean): Accumulator {
  let best: unknown;
  let isMixed = false;
  return {
    add(value) {
      if (value === undefined || isMixed) return;
      if (best === undefined) best = value;
      else if (!areComparable(value, best)) isMixed = true;
      else if (isBetter(compareValues(value, best))) best = value;
    },
    result: () => (isMixed || (typeof best === 'object' && best !== null) ? undefined : best),
  };
}

function createCount(counts: (value: unknown) => boolean): Accumulator {
  let count = 0;
  return {
    add(value) {
      if (counts(value)) count += 1;
    },
    result: () => count,
  };
}

function createList(keyOf: (value: unknown, index: number) => string | number): Accumulator {
  const values = new Map<string | number, unknown>();
  return {
    add(value) {
      const key = keyOf(value, values.size);
      if (value !== undefined && !values.has(key)) values.set(key, value);
    },
    result: () => [...values.values()],
  };
}

/**
 * How each aggregate is collected, by its name in capitals; a sum or an average over another type than numbers is
 * undefined.
 *
 * @see https://learn.microsoft.com/azure/cosmos-db/nosql/query/aggregate-functions
 */
export const aggregates: Readonly<Record<string, () => Accumulator>> = {
  AVG: () => createSum((sum, count) => (count === 0 ? undefined : sum / count)),
  COUNT: () => createCount((value) => value !== undefined),
  COUNTIF: () => createCount((value) => value === true),
  MAKELIST: () => createList((_, index) => index),
  MAKESET: () => createList(canonicalText),
  MAX: () => createExtreme((order) => order > 0),
  MIN: () => createExtreme((order) => order < 0),
  SUM: () => createSum((sum) => sum),
};
