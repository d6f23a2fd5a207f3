import type { GraphQLFormattedError } from 'graphql';

/** What a client gets. */
export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
}

type Path = NonNullable<GraphQLFormattedError['path']>;

/**
 * Says how an answer differs from the expected one; undefined when it does not. Data must be equal, order included, and
 * so must errors by path and message, with one freedom that the specification gives: where several errors null the same
 * parent, any of them may be reported. `unbounded` is the data when no type is non-null: null wherever an error arises.
 */
export function describeDifference(actual: Answer, expected: Answer, unbounded: unknown): string | undefined {
  const [actualData, expectedData] = [actual.data, expected.data].map((data) =>
    JSON.stringify(data, null, 1),
  );
  if (actualData !== expectedData) return `data: ${actualData}\n  instead of ${expectedData}`;
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
      const isInsideNull = place.length < path.length && findNull(path, unbounded).length === path.length;
      if (!isInsideNull) return `an error at ${key}: ${message}`;
    } else if (expectedMessage !== message && extensions?.['code'] !== 'INVALID_SUBGRAPH_DATA') {
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
function findNull(path: Path, data: unknown): Path {
  let value = data;
  for (const [depth, element] of path.entries()) {
    if (value === null || value === undefined) return path.slice(0, depth);
    value = (value as Record<string | number, unknown>)[element];
  }
  return path;
}

function keyOf(path: Path = []): string {
  return path.join('.');
}
