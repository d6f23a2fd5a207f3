import type { Expression } from './query-ast.ts';

/** The names of `c.a["b"]`, the alias first; undefined for any other expression. */
export function pathOf(expression: Expression): string[] | undefined {
  if (expression.kind === 'name') return [expression.name];
  if (expression.kind !== 'member' || expression.key.kind !== 'constant') return undefined;
  const { value } = expression.key;
  const holder = pathOf(expression.object);
  return holder && typeof value === 'string' ? [...holder, value] : undefined;
}
