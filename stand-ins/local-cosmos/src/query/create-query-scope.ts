import { compileSubquery } from './compile-query.ts';
import type { Scope } from './scope.ts';

/** The scope in which a request's query is compiled: a row is a document in slot 0, which FROM gives a name. */
export function createQueryScope(parameters: ReadonlyMap<string, unknown>, now: () => number): Scope {
  return { names: new Map(), width: 1, parameters, now, subquery: compileSubquery };
}
