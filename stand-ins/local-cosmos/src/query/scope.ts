import type { Evaluate } from './evaluate.ts';
import type { Expression } from './query-ast.ts';

type Of<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

/** What the parts of an expression that come from around it mean. */
export interface Scope {
  /** The slots of names in a row. */
  names: ReadonlyMap<string, number>;
  /** How many slots a row has. */
  width: number;
  /** The values of the request, by `@name`. */
  parameters: ReadonlyMap<string, unknown>;
  /** Milliseconds since 1970. */
  now(): number;
  subquery(expression: Of<'subquery'>, scope: Scope): Evaluate;
  /** How to read an aggregate, where one may stand; undefined for any other function. */
  aggregate?: ((call: Of<'call'>) => Evaluate | undefined) | undefined;
}

/** A scope with one more name, in a slot of its own; without a name the slot stays unnamed. */
export function extendScope(scope: Scope, name: string | undefined): Scope {
  const names = name === undefined ? scope.names : new Map([...scope.names, [name, scope.width]]);
  return { ...scope, names, width: scope.width + 1 };
}
