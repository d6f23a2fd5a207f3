import { isRecord } from '@headgate/service/is-record.ts';
import { canonicalText, compareValues, equalValues } from '../compare-values.ts';
import type { CosmosFunction, FunctionTable } from './cosmos-function.ts';

/** Whether `value` has every property of `part`; what ARRAY_CONTAINS calls a partial match. */
function isPartOf(part: unknown, value: unknown): boolean {
  if (!isRecord(part) || !isRecord(value)) return equalValues(part, value);
  return Object.entries(part).every(
    ([name, wanted]) => Object.hasOwn(value, name) && isPartOf(wanted, value[name]),
  );
}

const contains = (items: unknown[], wanted: unknown) => items.some((item) => equalValues(item, wanted));

const ofArrays =
  (apply: (...arrays: unknown[][]) => unknown): CosmosFunction =>
  (...values) =>
    values.every((value) => Array.isArray(value)) ? apply(...(values as unknown[][])) : undefined;

const ofNumbers = (apply: (numbers: number[]) => number | undefined): CosmosFunction =>
  ofArrays((items = []) =>
    items.length > 0 && items.every((item) => typeof item === 'number')
      ? apply(items as number[])
      : undefined,
  );

const sum = (numbers: number[]) => numbers.reduce((total, value) => total + value, 0);

function median(numbers: number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] as number)) / 2;
}

/** The items in the order of the query language, undefined for none. */
const extreme = (sign: 1 | -1) =>
  ofArrays((items = []) => [...items].sort((a, b) => sign * compareValues(a, b))[0]);

const unique = (items: unknown[]) => [...new Map(items.map((item) => [canonicalText(item), item])).values()];

/** @see https://learn.microsoft.com/azure/cosmos-db/nosql/query/system-functions#array-functions */
export const arrayFunctions: FunctionTable = {
  ARRAY_AVG: ofNumbers((numbers) => sum(numbers) / numbers.length),
  ARRAY_CONCAT: ofArrays((...arrays) => arrays.flat(1)),
  ARRAY_CONTAINS: (items, wanted, partial) => {
    if (!Array.isArray(items) || wanted === undefined) return undefined;
    return partial === true ? items.some((item) => isPartOf(wanted, item)) : contains(items, wanted);
  },
  ARRAY_CONTAINS_ALL: (items, ...wanted) =>
    Array.isArray(items) ? wanted.every((value) => contains(items, value)) : undefined,
  ARRAY_CONTAINS_ANY: (items, ...wanted) =>
    Array.isArray(items) ? wanted.some((value) => contains(items, value)) : undefined,
  ARRAY_LENGTH: (items) => (Array.isArray(items) ? items.length : undefined),
  ARRAY_MAX: extreme(-1),
  ARRAY_MEDIAN: ofNumbers(median),
  ARRAY_MIN: extreme(1),
  ARRAY_SLICE: (items, from, count) => {
    if (!Array.isArray(items) || typeof from !== 'number') return undefined;
    const start = from < 0 ? Math.max(0, items.length + from) : from;
    return typeof count === 'number' ? items.slice(start, start + Math.max(0, count)) : items.slice(start);
  },
  ARRAY_SUM: ofNumbers(sum),
  CHOOSE: (index, ...options) => (typeof index === 'number' ? options[index - 1] : undefined),
  OBJECTTOARRAY: (object, key = 'k', value = 'v') =>
    isRecord(object)
      ? Object.entries(object).map(([name, part]) => ({ [String(key)]: name, [String(value)]: part }))
      : undefined,
  SETDIFFERENCE: ofArrays((a = [], b = []) => unique(a.filter((item) => !contains(b, item)))),
  SETEQUAL: ofArrays(
    (a = [], b = []) => a.every((item) => contains(b, item)) && b.every((item) => contains(a, item)),
  ),
  SETINTERSECT: ofArrays((a = [], b = []) => unique(a.filter((item) => contains(b, item)))),
  SETUNION: ofArrays((a = [], b = []) => unique([...a, ...b])),
};
