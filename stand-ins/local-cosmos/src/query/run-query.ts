import { badRequest } from '../cosmos-error.ts';
import { canonicalText, compareValues } from './compare-values.ts';
import type { CompiledQuery, Group, Grouping } from './compile-query.ts';
import {
  type Continuation,
  type Position,
  readContinuation,
  writeContinuation,
} from './continuation-token.ts';
import type { Expression, Query } from './query-ast.ts';

/** A document on its way through a query. */
export interface ScannedDocument {
  sequence: number;
  document: unknown;
}

export interface QueryRequest {
  text: string;
  query: Query;
  compiled: CompiledQuery;
  parameters: ReadonlyMap<string, unknown>;
  maxItemCount: number;
  continuation: string | undefined;
  /** Whether `scan` reads documents as ORDER BY sorts them, rather than as they were created. */
  isSorted: boolean;
  /** Reads documents; it may leave out what WHERE would, and what is before the place. */
  scan(from: Position | undefined): Iterable<ScannedDocument>;
}

export interface QueryPage {
  /** JSON texts. */
  items: string[];
  continuation: string | undefined;
}

interface Result extends Position {
  value: unknown;
}

const maxPageLength = 4 * 1024 * 1024;

/**
 * Runs a query for one page.
 *
 * @throws BadRequest as Cosmos DB words it
 */
export function runQuery(request: QueryRequest): QueryPage {
  const { query, compiled, text, parameters } = request;
  const before =
    request.continuation === undefined ? undefined : readContinuation(text, request.continuation);
  const offset = count(query.offset, parameters) ?? 0;
  const limit = count(query.limit ?? query.top, parameters) ?? Number.POSITIVE_INFINITY;
  const directions = query.orderBy.map(({ descending }) => (descending ? -1 : 1));
  const compare = (a: Position, b: Position) => comparePositions(a, b, directions);

  // What is before the last page's end can be left unread where nothing that follows depends on it.
  const isStreamed = (directions.length === 0 || request.isSorted) && !query.distinct && !compiled.grouping;
  let results = read(compiled, query, request.scan(isStreamed ? before?.last : undefined));
  if (directions.length > 0 && !request.isSorted) results = [...results].sort(compare);
  if (query.distinct) results = distinct(results);
  if (before) results = after(results, (result) => compare(result, before.last) > 0);
  else results = drop(results, offset);
  return cutPage(results, { request, limit: limit - (before?.count ?? 0), before });
}

/** The number of a TOP, OFFSET or LIMIT. */
function count(
  expression: Expression | undefined,
  parameters: ReadonlyMap<string, unknown>,
): number | undefined {
  if (!expression) return undefined;
  const value =
    expression.kind === 'constant' ? expression.value : parameters.get((expression as { name: string }).name);
  if (!Number.isInteger(value) || (value as number) < 0)
    throw badRequest(
      `The value of TOP, OFFSET or LIMIT has to be a non-negative integer, not ${String(value)}.`,
    );
  return value as number;
}

function* read(
  compiled: CompiledQuery,
  query: Query,
  documents: Iterable<ScannedDocument>,
): Iterable<Result> {
  if (compiled.grouping) return yield* readGroups(compiled, compiled.grouping, documents);
  const source = query.sources.length === 0 ? [{ sequence: 0, document: undefined }] : documents;
  for (const { sequence, document } of source) {
    let ordinal = 0;
    for (const row of compiled.expand([document])) {
      const value = compiled.project(row);
      if (value !== undefined) yield { value, keys: compiled.orderKeys(row), sequence, ordinal };
      ordinal += 1;
    }
  }
}

/** Groups in the order of their first rows, whose places they take. */
function* readGroups(
  { expand, project }: CompiledQuery,
  grouping: Grouping,
  documents: Iterable<ScannedDocument>,
): Iterable<Result> {
  const groups = new Map<string, { group: Group; sequence: number; ordinal: number }>();
  if (grouping.isTotal) groups.set('', { group: grouping.createGroup(), sequence: 0, ordinal: 0 });
  for (const { sequence, document } of documents) {
    let ordinal = 0;
    for (const row of expand([document])) {
      const key = grouping.keyOf(row);
      const known = groups.get(key) ?? { group: grouping.createGroup(), sequence, ordinal };
      groups.set(key, known);
      known.group.add(row);
      ordinal += 1;
    }
  }
  for (const { group, sequence, ordinal } of groups.values()) {
    const value = project(group.toRow());
    if (value !== undefined) yield { value, keys: [], sequence, ordinal };
  }
}

function comparePositions(a: Position, b: Position, directions: readonly number[]): number {
  for (const [index, direction] of directions.entries()) {
    const order = compareValues(a.keys[index], b.keys[index]);
    if (order !== 0) return order * direction;
  }
  // Documents equal in every key follow the direction of the first, as an index read backwards gives them.
  return (a.sequence - b.sequence || a.ordinal - b.ordinal) * (directions[0] ?? 1);
}

function* distinct(results: Iterable<Result>): Iterable<Result> {
  const seen = new Set<string>();
  for (const result of results) {
    const text = canonicalText(result.value);
    if (seen.has(text)) continue;
    seen.add(text);
    yield result;
  }
}

function* after(results: Iterable<Result>, isAfter: (result: Result) => boolean): Iterable<Result> {
  for (const result of results) if (isAfter(result)) yield result;
}

function* drop(results: Iterable<Result>, count: number): Iterable<Result> {
  let left = count;
  for (const result of results) {
    if (left > 0) left -= 1;
    else yield result;
  }
}

function cutPage(
  results: Iterable<Result>,
  page: { request: QueryRequest; limit: number; before: Continuation | undefined },
): QueryPage {
  const { request, limit, before } = page;
  const items: string[] = [];
  let length = 0;
  let last: Position | undefined;
  if (limit > 0) {
    for (const result of results) {
      if (last && (items.length >= request.maxItemCount || length >= maxPageLength)) {
        const continuation = { last, count: (before?.count ?? 0) + items.length };
        return { items, continuation: writeContinuation(request.text, continuation) };
      }
      const item = JSON.stringify(result.value);
      items.push(item);
      length += item.length;
      last = { keys: result.keys, sequence: result.sequence, ordinal: result.ordinal };
      if (items.length >= limit) break;
    }
  }
  return { items, continuation: undefined };
}
