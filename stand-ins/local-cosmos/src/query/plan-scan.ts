import { pathOf } from './path-of.ts';
import type { BinaryOperator, Expression, Query } from './query-ast.ts';

/** A comparison of a property with a text or a number that every result of a query fulfils. */
export interface Comparison {
  path: string[];
  operator: '=' | '<' | '<=' | '>' | '>=';
  value: string | number;
}

const flipped = { '=': '=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

const isOrdering = (operator: BinaryOperator): operator is Comparison['operator'] =>
  Object.hasOwn(flipped, operator);

/**
 * Finds in WHERE the comparisons that all have to hold, with which a scan can leave documents out. The query is still
 * evaluated in full over what remains.
 */
export function planScan(query: Query, parameters: ReadonlyMap<string, unknown>): Comparison[] {
  const alias = documentName(query);
  if (alias === undefined) return [];
  return conjuncts(query.where).flatMap((condition) => {
    if (condition.kind !== 'binary' || !isOrdering(condition.operator)) return [];
    const { operator, left, right } = condition;
    const sides = [
      { subject: pathOf(left), operator, value: simpleValue(right, parameters) },
      { subject: pathOf(right), operator: flipped[operator], value: simpleValue(left, parameters) },
    ];
    return sides.flatMap(({ subject, operator, value }) =>
      subject?.[0] === alias && subject.length > 1 && value !== undefined
        ? [{ path: subject.slice(1), operator, value }]
        : [],
    );
  });
}

/**
 * Finds the properties by which the documents themselves can be sorted instead of what a query makes of them; undefined
 * where that is not the same.
 */
export function planOrder(query: Query): { path: string[]; descending: boolean }[] | undefined {
  const alias = documentName(query);
  if (alias === undefined || query.sources.length > 1 || query.orderBy.length === 0) return undefined;
  const keys = query.orderBy.map(({ expression, descending }) => ({ path: pathOf(expression), descending }));
  if (keys.some(({ path }) => path === undefined)) return undefined;
  return keys.flatMap(({ path, descending }) => (path ? [{ path: path.slice(1), descending }] : []));
}

/** What a query calls the document, undefined where it does not name it as a whole. */
function documentName({ sources: [source, ...joins] }: Query): string | undefined {
  const root = source?.from.kind === 'path' && !source.iterates ? source.from.expression : undefined;
  if (root?.kind !== 'name') return undefined;
  const alias = source?.alias ?? root.name;
  // A JOIN may bind the document's name anew.
  return joins.some((join) => join.alias === alias) ? undefined : alias;
}

function conjuncts(where: Expression | undefined): Expression[] {
  if (!where) return [];
  return where.kind === 'binary' && where.operator === 'AND'
    ? [...conjuncts(where.left), ...conjuncts(where.right)]
    : [where];
}

function simpleValue(
  expression: Expression,
  parameters: ReadonlyMap<string, unknown>,
): string | number | undefined {
  let value: unknown;
  if (expression.kind === 'constant') value = expression.value;
  else if (expression.kind === 'parameter') value = parameters.get(expression.name);
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}
