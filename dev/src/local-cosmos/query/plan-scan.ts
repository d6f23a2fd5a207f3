import { jsonPath } from '../storage/document-table.ts';
import type { BinaryOperator, Expression, Query } from './query-ast.ts';

/** SQL conditions that every document a query needs fulfils; others may fulfil them too. */
export interface ScanFilter {
  conditions: string[];
  values: (string | number)[];
}

const flipped: Partial<Record<BinaryOperator, BinaryOperator>> = {
  '=': '=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/**
 * Finds in WHERE what SQLite can decide by itself: comparisons of a property with a text or a number that all have to
 * hold. The query is still evaluated in full over what they let through.
 */
export function planScan(query: Query, parameters: ReadonlyMap<string, unknown>): ScanFilter {
  const filter: ScanFilter = { conditions: [], values: [] };
  const [source] = query.sources;
  const root = source?.from.kind === 'path' && !source.iterates ? source.from.expression : undefined;
  if (root?.kind !== 'name') return filter;
  const alias = source?.alias ?? root.name;
  // A JOIN may bind the container's name anew.
  if (query.sources.slice(1).some((join) => join.alias === alias)) return filter;
  for (const condition of conjuncts(query.where)) {
    if (condition.kind !== 'binary') continue;
    const { operator, left, right } = condition;
    const found =
      toSql(operator, pathOf(left, alias), simpleValue(right, parameters)) ??
      toSql(flipped[operator], pathOf(right, alias), simpleValue(left, parameters));
    if (!found) continue;
    filter.conditions.push(found.condition);
    filter.values.push(found.value);
  }
  return filter;
}

function conjuncts(where: Expression | undefined): Expression[] {
  if (!where) return [];
  return where.kind === 'binary' && where.operator === 'AND'
    ? [...conjuncts(where.left), ...conjuncts(where.right)]
    : [where];
}

/** The property names of `alias.a.b`. */
export function pathOf(expression: Expression, alias: string): string[] | undefined {
  if (expression.kind === 'name') return expression.name === alias ? [] : undefined;
  if (expression.kind !== 'member' || expression.key.kind !== 'constant') return undefined;
  const { value } = expression.key;
  const before = pathOf(expression.object, alias);
  return before && typeof value === 'string' ? [...before, value] : undefined;
}

function simpleValue(
  expression: Expression,
  parameters: ReadonlyMap<string, unknown>,
): string | number | undefined {
  const value =
    expression.kind === 'constant'
      ? expression.value
      : expression.kind === 'parameter'
        ? parameters.get(expression.name)
        : undefined;
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}

function toSql(
  operator: BinaryOperator | undefined,
  names: string[] | undefined,
  value: string | number | undefined,
): { condition: string; value: string | number } | undefined {
  if (operator === undefined || !flipped[operator] || !names || value === undefined) return undefined;
  const path = names.length === 0 ? undefined : jsonPath(names);
  return path === undefined ? undefined : { condition: `json_extract(body, '${path}') ${operator} ?`, value };
}
