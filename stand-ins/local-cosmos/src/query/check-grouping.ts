import { aggregates } from './aggregates.ts';
import { pathOf } from './path-of.ts';
import type { Expression, Query } from './query-ast.ts';
import { queryError } from './query-error.ts';

/**
 * Checks that a query of groups selects nothing of single rows: properties stand in aggregates or in GROUP BY.
 *
 * @throws BadRequest SC2102
 * @see https://learn.microsoft.com/azure/cosmos-db/nosql/query/group-by
 */
export function checkGrouping({ selection, groupBy }: Query): void {
  const keys = new Set(groupBy.map(shapeOf));
  const check = (expression: Expression): void => {
    if (keys.has(shapeOf(expression))) return;
    if (expression.kind === 'call' && Object.hasOwn(aggregates, expression.name.toUpperCase())) return;
    const path = pathOf(expression);
    if (path)
      throw queryError(
        'SC2102',
        `Property reference '${path.join('.')}' is invalid in the select list as it is not contained in either an aggregate function or the GROUP BY clause.`,
      );
    for (const part of partsOf(expression)) check(part);
  };
  if (selection.kind === 'value') check(selection.expression);
  if (selection.kind === 'list') for (const { expression } of selection.items) check(expression);
  if (selection.kind === 'all')
    throw queryError('SC2103', "'SELECT *' is not allowed in a query with aggregates or 'GROUP BY'.");
}

/** Equal for expressions that read the same, wherever they stand. */
function shapeOf(expression: Expression): string {
  return JSON.stringify(expression, (name, value: unknown) => (name === 'location' ? undefined : value));
}

/** The expressions that one is made of, without those of a subquery, which groups for itself. */
function partsOf(expression: Expression): Expression[] {
  switch (expression.kind) {
    case 'member':
      return [expression.object, expression.key];
    case 'array':
      return expression.items;
    case 'object':
      return expression.properties.map(({ value }) => value);
    case 'unary':
      return [expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    case 'conditional':
      return [expression.test, expression.then, expression.otherwise];
    case 'in':
      return [expression.value, ...expression.options];
    case 'between':
      return [expression.value, expression.from, expression.to];
    case 'like':
      return [expression.value, expression.pattern];
    case 'call':
      return expression.arguments;
    default:
      return [];
  }
}
