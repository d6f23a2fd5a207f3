import { canonicalText, equalValues } from '../compare-values.ts';
import type { CosmosFunction, FunctionTable } from './cosmos-function.ts';

/** Whether `value` has every property of `part`; what ARRAY_CONTAINS calls a partial match. */
function isPartOf(part: unknown, value: unknown): boolean {
  const isObject = (it: unknown): it is Record<string, unknown> =>
    typeof it === 'object' && it !== null && !Array.isArray(it);
  if (!isObject(part) || !isObject(value)) return equalValues(part, value);
  return Object.entries(part).every(
    ([name, wanted]) => Object.hasOwn(value, name) && isPartOf(wanted, value[name]),
  );
}

const contains = (items: unknown[], wanted: unknown) => items.some((item) => equalValues(item, wanted));

const ofArrays =
  (apply: (...arrays: unknown[][]) => unknown): CosmosFunction =>
  (...values) =>
    values.every((value) => Array.isArray(value)) ? apply(...(values as unknown[][])) : undefined;

const unique = (items: unknown[]) => [...new Map(items.map((item) => [canonicalText(item), item])).values()];

/** @see https://learn.microsoft.com/azure/cosmos-db/nosql/query/system-functions#array-functions */
export const arrayFunctions: FunctionTable = {
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
  ARRAY_SLICE: (items, from, count) => {
    if (!Array.isArray(items) || typeof from !== 'number') return undefined;
    const start = from < 0 ? Math.max(0, items.length + from) : from;
    return typeof count === 'number' ? items.slice(start, start + Math.max(0, count)) : items.slice(start);
  },
  CHOOSE: (index, ...options) => (typeof index === 'number' ? options[index - 1] : undefined),
  OBJECTTOARRAY: (object, key = 'k', value = 'v') =>
    typeof object === 'object' && object !== null && !Array.isArray(object)
      ? Object.entries(object).map(([name, part]) => ({ [String(key)]: name, [String(value)]: part }))
      : undefined,
  SETINTERSECT: ofArrays((a = [], b = []) => unique(a.filter((item) => contains(b, item)))),
  SETUNION: ofArrays((a = [], b = []) => unique([...a, ...b])),
};
