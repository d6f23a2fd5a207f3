import type { Tape } from '../tape/tape.ts';
import { find, isNothing, type TapeValue, visitMembers } from '../tape/values.ts';
import type { FieldShape, Shaping } from './completion.ts';

/**
 * Whether an object is a reference to what is not there: one subgraph gave its key, the one that was asked for more
 * answered null without an error, and no other knows anything of it. One of which all that was asked for may be null is
 * left as it is; `fields` is undefined where its type decides what they are.
 */
export function isDangling(
  { heap: { cells }, names }: Tape,
  object: TapeValue,
  fields: readonly FieldShape[] | undefined,
  unknown: NonNullable<Shaping['unknown']>,
): boolean {
  const keys = unknown.get(object);
  if (keys === undefined) return false;
  const ids = new Set(Array.from(['__typename', ...keys], (key) => names.keyOf(key)));
  let hasMore = false;
  visitMembers(cells, object, (key, value) => {
    hasMore ||= key !== 0 && !ids.has(key) && !isNothing(cells, value);
  });
  if (hasMore) return false;
  return (
    fields === undefined ||
    fields.some(({ isNonNull, id }) => isNonNull && isNothing(cells, find(cells, object, id)))
  );
}
