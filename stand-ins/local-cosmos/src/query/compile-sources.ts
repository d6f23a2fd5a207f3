import { compileExpression } from './compile-expression.ts';
import type { Row } from './evaluate.ts';
import type { Expression, Query, Source } from './query-ast.ts';
import { extendScope, type Scope } from './scope.ts';

/** Makes rows out of a row: those of a FROM and its JOINs. */
export type Expand = (row: Row) => Iterable<Row>;

export interface CompiledSources {
  expand: Expand;
  /** The names that the sources bind, for the other clauses. */
  scope: Scope;
}

/**
 * Compiles FROM and JOIN. Each source adds a slot to the row; an item of each source is combined with each of the next.
 *
 * @param compileRows how to read the results of a subquery
 * @see https://learn.microsoft.com/azure/cosmos-db/nosql/query/join
 */
export function compileSources(
  sources: readonly Source[],
  outer: Scope,
  compileRows: (query: Query, scope: Scope) => (row: Row) => unknown[],
): CompiledSources {
  let scope = outer;
  let expand: Expand = (row) => [row];
  for (const source of sources) {
    const valuesOf = compileSource(source, scope, compileRows);
    const before = expand;
    expand = function* expandNext(row) {
      for (const left of before(row)) for (const value of valuesOf(left)) yield [...left, value];
    };
    scope = extendScope(scope, source.alias ?? nameOf(source));
  }
  return { expand, scope };
}

function compileSource(
  source: Source,
  scope: Scope,
  compileRows: (query: Query, scope: Scope) => (row: Row) => unknown[],
): (row: Row) => Iterable<unknown> {
  const { from, iterates } = source;
  if (from.kind === 'subquery') {
    const rows = compileRows(from.query, scope);
    if (!iterates) return rows;
    return (row) => rows(row).flatMap((value) => (Array.isArray(value) ? value : [value]));
  }
  const evaluate = compileExpression(from.expression, withContainerName(from.expression, scope));
  return (row) => {
    const value = evaluate(row);
    if (iterates) return Array.isArray(value) ? value : [];
    return value === undefined ? [] : [value];
  };
}

/** A container goes by any name in its own query, so a first name that nothing binds is the document, in slot 0. */
function withContainerName(expression: Expression, scope: Scope): Scope {
  let root = expression;
  while (root.kind === 'member') root = root.object;
  if (root.kind !== 'name' || scope.width > 1 || scope.names.has(root.name)) return scope;
  return { ...scope, names: new Map([...scope.names, [root.name, 0]]) };
}

function nameOf({ from }: Source): string | undefined {
  if (from.kind === 'subquery') return undefined;
  const { expression } = from;
  if (expression.kind === 'name') return expression.name;
  const key = expression.kind === 'member' ? expression.key : undefined;
  return key?.kind === 'constant' && typeof key.value === 'string' ? key.value : undefined;
}
