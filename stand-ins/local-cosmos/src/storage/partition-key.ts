import { badRequest } from '../cosmos-error.ts';

/** A document's partition key: its values as a JSON array, `{}` where there is none, as the protocol writes it. */
export type PartitionKey = string;

/** The partitions of a request: one, or all whose keys begin with the given levels. */
export interface PartitionScope {
  key: PartitionKey;
  isPrefix: boolean;
}

/** A range of effective partition keys: from the first, inclusive, to the second, exclusive. */
export interface KeyRange {
  from: string;
  to: string;
}

/** Splits `/a/"b c"` into its property names. */
export function parsePath(path: string): string[] {
  return [...path.matchAll(/\/(?:"([^"]*)"|'([^']*)'|([^/]*))/g)]
    .map((match) => match[1] ?? match[2] ?? match[3] ?? '')
    .filter((name) => name !== '');
}

/** The value at a path of property names, or undefined. */
export function valueAt(document: unknown, names: readonly string[]): unknown {
  let value = document;
  for (const name of names) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

/**
 * The partition key that a document carries.
 *
 * @throws BadRequest where a value is an array or an object
 */
export function partitionKeyOf(document: unknown, paths: readonly string[]): PartitionKey {
  return JSON.stringify(
    paths.map((path) => {
      const value = valueAt(document, parsePath(path));
      if (value === undefined) return {};
      if (typeof value === 'object' && value !== null && Object.keys(value).length > 0)
        throw badRequest(
          "Partition key provided either doesn't correspond to definition in the collection or doesn't match partition key field values specified in the document.",
          1001,
        );
      return value;
    }),
  );
}

/**
 * Reads the partition key header: the values of a key, or of its first levels.
 *
 * @throws BadRequest where it is not an array of at most `levels` values
 */
export function parsePartitionKey(header: string, levels: number): PartitionScope {
  let values: unknown;
  try {
    values = JSON.parse(header);
  } catch {
    values = undefined;
  }
  if (!Array.isArray(values) || values.length > levels)
    throw badRequest(`Partition key ${header} is invalid.`, 1001);
  if (values.length === 0) return { key: JSON.stringify(Array(levels).fill({})), isPrefix: false };
  return { key: JSON.stringify(values), isPrefix: values.length < levels };
}

/** The range of keys that begin with the levels of `prefix`: from the first, inclusive, to the second, exclusive. */
export function partitionKeyRange(prefix: PartitionKey): [from: PartitionKey, to: PartitionKey] {
  const open = prefix.slice(0, -1);
  // A hyphen is the character after the comma that parts the levels.
  return [`${open},`, `${open}-`];
}
