import { type Accumulator, aggregates } from './aggregates.ts';
import { checkGrouping } from './check-grouping.ts';
import { canonicalText } from './compare-values.ts';
import { buildObject, compileExpression } from './compile-expression.ts';
import { compileSources, type Expand } from './compile-sources.ts';
import type { Evaluate, Row } from './evaluate.ts';
import type { Expression, Query, Selection } from './query-ast.ts';
import { queryError } from './query-error.ts';
import type { Scope } from './scope.ts';

/** The steps of a query, for whoever feeds it documents and cuts its pages. */
export interface CompiledQuery {
  /** The rows that a document gives: FROM, JOIN and WHERE. A document is a row of one slot. */
  expand: Expand;
  /** What the row is sorted by. */
  orderKeys(row: Row): unknown[];
  /** What of the row, or of its group, the client gets; undefined for nothing. */
  project: Evaluate;
  /** Absent where rows stay rows: no GROUP BY and no aggregate. */
  grouping: Grouping | undefined;
}

/** How rows become groups. */
export interface Grouping {
  /** Equal for rows of one group. */
  keyOf(row: Row): string;
  /** Whether there is a group even without a row: an aggregate over nothing is a result. */
  isTotal: boolean;
  createGroup(): Group;
}

export interface Group {
  add(row: Row): void;
  /** The row that `project` takes: the group's first, and its aggregates. */
  toRow(): Row;
}

type Call = Extract<Expression, { kind: 'call' }>;

/**
 * Compiles a query, or one inside another, whose names `outer` holds.
 *
 * @throws BadRequest as Cosmos DB words it
 */
export function compileQuery(query: Query, outer: Scope): CompiledQuery {
  const { expand, scope } = compileSources(query.sources, outer, compileRows);
  const where = query.where && compileExpression(query.where, scope);
  const collected: { create: () => Accumulator; argument: Evaluate }[] = [];

  function aggregate(call: Call): Evaluate | undefined {
    const name = call.name.toUpperCase();
    const create = Object.hasOwn(aggregates, name) ? aggregates[name] : undefined;
    const [argument] = call.arguments;
    if (!create || !argument) return undefined;
    const slot = scope.width + collected.length;
    collected.push({ create, argument: compileExpression(argument, scope) });
    return (row) => row[slot];
  }

  const project = compileSelection(query.selection, { ...scope, aggregate });
  if (query.groupBy.length > 0 || collected.length > 0) checkGrouping(query);
  const orders = query.orderBy.map(({ expression }) => compileExpression(expression, scope));
  const keys = query.groupBy.map((expression) => compileExpression(expression, scope));

  return {
    expand: where
      ? function* filter(row) {
          for (const candidate of expand(row)) if (where(candidate) === true) yield candidate;
        }
      : expand,
    orderKeys: (row) => orders.map((order) => order(row)),
    project,
    grouping:
      keys.length === 0 && collected.length === 0
        ? undefined
        : {
            keyOf: (row) => keys.map((key) => canonicalText(key(row))).join(),
            isTotal: keys.length === 0,
            createGroup: () => createGroup(collected, scope.width),
          },
  };
}

function createGroup(
  collected: readonly { create: () => Accumulator; argument: Evaluate }[],
  width: number,
): Group {
  const accumulators = collected.map(({ create, argument }) => ({ argument, ...create() }));
  let first: Row | undefined;
  return {
    add(row) {
      first ??= row;
      for (const { argument, add } of accumulators) add(argument(row));
    },
    toRow: () => [
      ...(first ?? Array<undefined>(width).fill(undefined)),
      ...accumulators.map(({ result }) => result()),
    ],
  };
}

function compileSelection(selection: Selection, scope: Scope): Evaluate {
  if (selection.kind === 'value') return compileExpression(selection.expression, scope);
  if (selection.kind === 'all') {
    const slot = scope.width - 1;
    return (row) => row[slot];
  }
  const properties = selection.items.map(({ name, expression }) => ({
    name,
    evaluate: compileExpression(expression, scope),
  }));
  return (row) => buildObject(properties, row);
}

/** Compiles a query inside another to all of its results. @throws BadRequest where it would cut or sort them */
function compileRows(query: Query, outer: Scope): (row: Row) => unknown[] {
  if (query.top || query.limit || query.orderBy.length > 0)
    throw queryError('SC2204', "'TOP', 'ORDER BY' and 'OFFSET LIMIT' are not supported in subqueries.");
  const { expand, project, grouping } = compileQuery(query, { ...outer, aggregate: undefined });
  return (row) => {
    let rows = [...expand(row.slice(0, outer.width))];
    if (grouping) rows = collectGroups(rows, grouping).map((group) => group.toRow());
    const values = rows.map(project).filter((value) => value !== undefined);
    if (!query.distinct) return values;
    return [...new Map(values.map((value) => [canonicalText(value), value])).values()];
  };
}

/** Puts rows into their groups, in the order in which the groups appear. */
function collectGroups(rows: Iterable<Row>, grouping: Grouping): Group[] {
  const groups = new Map<string, Group>();
  if (grouping.isTotal) groups.set('', grouping.createGroup());
  for (const row of rows) {
    const key = grouping.keyOf(row);
    const group = groups.get(key) ?? grouping.createGroup();
    groups.set(key, group);
    group.add(row);
  }
  return [...groups.values()];
}

/** Compiles `(SELECT …)`, `ARRAY(SELECT …)` and `EXISTS(SELECT …)`. */
export function compileSubquery(
  expression: Extract<Expression, { kind: 'subquery' }>,
  scope: Scope,
): Evaluate {
  const rows = compileRows(expression.query, scope);
  switch (expression.shape) {
    case 'array':
      return rows;
    case 'exists':
      return (row) => rows(row).length > 0;
    case 'scalar':
      return (row) => rows(row)[0];
  }
}
