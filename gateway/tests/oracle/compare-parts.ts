import type { Answer } from './compare-answers.ts';
import type { JoinedAnswer } from './join-parts.ts';

type Place = readonly string[];

/**
 * Says how an answer that was put together from parts differs from the expected one; undefined when it does not. Without
 * errors the data must be equal, in any order. With errors, which null no more than their part, each value must be that
 * of `unbounded`, the data when no type is non-null, and what is missing must be explained by an error.
 */
export function describeDifferenceOfParts(
  { data, errors = [], lost }: JoinedAnswer,
  expected: Answer,
  unbounded: unknown,
): string | undefined {
  const isFaultless = !expected.errors?.length;
  if (isFaultless && errors.length > 0)
    return `an error at ${errors[0]?.path?.join('.')}: ${errors[0]?.message}`;
  const paths = errors.map(({ path = [] }) => path.map(String));
  const losses = lost.map((path) => path.map(String));

  /** What stands at or below the place or beside it may be what nulled it, as may an error of what is above it. */
  function isExplained(place: Place): boolean {
    const parent = place.slice(0, -1);
    if (losses.some((path) => isPrefix(path, place))) return true;
    return paths.some((path) => isPrefix(path, place) || isPrefix(parent, path));
  }

  function compare(actual: unknown, wanted: unknown, place: Place): string | undefined {
    if (actual === wanted) return undefined;
    if (actual === null || actual === undefined) {
      return isExplained(place) ? undefined : `${actual} at ${place.join('.')} without an error`;
    }
    if (typeof actual !== 'object' || typeof wanted !== 'object' || wanted === null)
      return `${JSON.stringify(actual)} at ${place.join('.')} instead of ${JSON.stringify(wanted)}`;
    const names = new Set([...Object.keys(actual), ...Object.keys(wanted)]);
    for (const name of names) {
      if (!Object.hasOwn(wanted, name)) return `a value at ${[...place, name].join('.')}`;
      const difference = compare(readOwn(actual, name), readOwn(wanted, name), [...place, name]);
      if (difference !== undefined) return difference;
    }
    return undefined;
  }

  return compare(data ?? null, (isFaultless ? expected.data : unbounded) ?? null, []);
}

function readOwn(value: object, name: string): unknown {
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

function isPrefix(prefix: Place, path: Place): boolean {
  return prefix.every((element, index) => path[index] === element);
}
