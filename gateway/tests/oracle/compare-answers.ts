import { isDeepStrictEqual } from 'node:util';
import type { GraphQLFormattedError } from 'graphql';

/** What a client gets. */
export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
}

type Path = NonNullable<GraphQLFormattedError['path']>;

export interface ComparisonOptions {
  /** The data when no type is non-null: null wherever an error arises. */
  readonly unbounded: unknown;
  /** Whether fields may stand in another order. */
  readonly ignoresOrder: boolean;
}

/** Codes of errors that the gateway finds itself, and says in its own words. */
const ownWords = new Set<unknown>(['INVALID_SUBGRAPH_DATA', 'QUERY_PLANNING_FAILED']);

/**
 * Says how an answer differs from the expected one; undefined when it does not. Data must be equal, and so must errors
 * by path and message, with one freedom that the specification gives: where several errors null the same parent, any of
 * them may be reported.
 */
export function describeDifference(
  actual: Answer,
  expected: Answer,
  { unbounded, ignoresOrder }: ComparisonOptions,
): string | undefined {
  const [actualText, expectedText] = [actual.data, expected.data].map((data) =>
    JSON.stringify(data ?? null, null, 1),
  ) as [string, string];
  const isSame =
    actualText === expectedText ||
    (ignoresOrder && isDeepStrictEqual(JSON.parse(actualText), JSON.parse(expectedText)));
  if (!isSame) return `data: ${actualText}\n  instead of ${expectedText}`;
  const messages = new Map((expected.errors ?? []).map((error) => [keyOf(error.path), error.message]));
  const keys = new Set<string>();
  const nulls = new Set<string>();
  for (const { path = [], message, extensions } of actual.errors ?? []) {
    const key = keyOf(path);
    if (keys.has(key)) return `two errors at ${key}`;
    keys.add(key);
    const place = findNull(path, actual.data);
    nulls.add(keyOf(place));
    const expectedMessage = messages.get(key);
    if (expectedMessage === undefined) {
      const isInsideNull = place.length < path.length;
      if (!isInsideNull || readAt(path, unbounded) !== null) return `an error at ${key}: ${message}`;
    } else if (expectedMessage !== message && !ownWords.has(extensions?.['code'])) {
      return `the message at ${key}: ${message}\n  instead of ${expectedMessage}`;
    }
  }
  for (const { path = [], message } of expected.errors ?? []) {
    const place = findNull(path, expected.data);
    if (!nulls.has(keyOf(place))) return `no error at ${keyOf(path)}: ${message}`;
  }
  return undefined;
}

/** The part of a path that leads to the first null. */
export function findNull(path: Path, data: unknown): Path {
  const depth = path.findIndex((_, index) => (readAt(path.slice(0, index), data) ?? null) === null);
  return depth < 0 ? path : path.slice(0, depth);
}

/** The value at a path; undefined when the path leads through a null. */
export function readAt(path: Path, data: unknown): unknown {
  return path.reduce(
    (value: unknown, element) => (value as Record<string, unknown> | null | undefined)?.[element],
    data,
  );
}

function keyOf(path: Path = []): string {
  return path.join('.');
}
