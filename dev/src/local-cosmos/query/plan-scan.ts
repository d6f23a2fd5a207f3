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
  const [source] = query.sources;
  const root = source?.from.kind === 'path' && !source.iterates ? source.from.expression : undefined;
  if (root?.kind !== 'name') return [];
  const alias = source?.alias ?? root.name;
  // A JOIN may bind the document's name anew.
  if (query.sources.slice(1).some((join) => join.alias === alias)) return [];

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
