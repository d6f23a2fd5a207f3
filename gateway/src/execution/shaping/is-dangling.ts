import type { DataObject } from '../data/response-data.ts';
import type { FieldShape, Shaping } from './completion.ts';

/**
 * Whether an object is a reference to what is not there: one subgraph gave its key, the one that was asked for more
 * answered null without an error, and no other knows anything of it. One of which all that was asked for may be null is
 * left as it is; `fields` is undefined where its type decides what they are.
 */
export function isDangling(
  object: DataObject,
  fields: readonly FieldShape[] | undefined,
  unknown: NonNullable<Shaping['unknown']>,
): boolean {
  const keys = unknown.get(object);
  if (keys === undefined) return false;
  for (const key in object) {
    const value = object[key];
    const isNothing = value === null || value === undefined || typeof value === 'function';
    if (!isNothing && key !== '__typename' && !keys.has(key)) return false;
  }
  return (
    fields === undefined || fields.some(({ isNonNull, read }) => isNonNull && (read(object) ?? null) === null)
  );
}
