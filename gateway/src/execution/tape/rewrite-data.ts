import type { FetchDataRewrite } from '@apollo/query-planner';
import type { TypeIndex } from '../../supergraph/type-index.ts';
import { keyOf, type Names } from './names.ts';
import type { Tape } from './tape.ts';
import { findTypeName, setTypeName } from './type-names.ts';
import { find, findOwnPlace, isList, isObject, type TapeValue, visitItems } from './values.ts';

/** Changes an answer in place. */
export type RewriteData = (tape: Tape, value: TapeValue) => void;

/** Compiles the rewrites that a plan asks for on the answer of a fetch; undefined when there are none. */
export function compileRewrites(
  rewrites: readonly FetchDataRewrite[] | undefined,
  types: TypeIndex,
  names: Names,
): RewriteData | undefined {
  if (!rewrites?.length) return undefined;
  const compiled = rewrites.map((rewrite) => compileRewrite(rewrite, rewrite.path, { types, names }));
  return (tape, value) => {
    for (const rewrite of compiled) rewrite(tape, value);
  };
}

interface RewriteContext {
  readonly types: TypeIndex;
  readonly names: Names;
}

function compileRewrite(
  rewrite: FetchDataRewrite,
  path: readonly string[],
  context: RewriteContext,
): RewriteData {
  const [first, ...rest] = path;
  if (first === undefined) return () => {};
  const apply =
    rest.length === 0
      ? compileChange(rewrite, first, context)
      : compileStep(first, compileRewrite(rewrite, rest, context), context);
  return function visit(tape, value) {
    const { cells } = tape.heap;
    if (isList(cells, value)) visitItems(cells, value, (item) => visit(tape, item));
    else if (isObject(cells, value)) apply(tape, value);
  };
}

function compileStep(element: string, next: RewriteData, { types, names }: RewriteContext): RewriteData {
  const condition = typeConditionOf(element);
  if (condition === undefined) {
    const key = names.keyOf(element);
    return (tape, object) => {
      const value = find(tape.heap.cells, object, key);
      if (value !== 0) next(tape, value);
    };
  }
  return (tape, object) => {
    const name = findTypeName(tape, object);
    if (typeof name !== 'string' || types.meets(name, condition)) next(tape, object);
  };
}

function compileChange(rewrite: FetchDataRewrite, key: string, { names }: RewriteContext): RewriteData {
  const id = names.keyOf(key);
  if (rewrite.kind === 'ValueSetter') {
    // Apollo's planner sets nothing else: https://github.com/apollographql/federation, query-planner-js, QueryPlan.ts
    if (id !== keyOf.__typename) throw new TypeError(`A plan sets ${key}, which is not a type's name.`);
    return (tape, object) => setTypeName(tape, object, String(rewrite.setValueTo));
  }
  const to = names.keyOf(rewrite.renameKeyTo);
  return ({ heap: { cells } }, object) => {
    const place = findOwnPlace(cells, object, id);
    if (place === 0) return;
    const replaced = findOwnPlace(cells, object, to);
    // A key of no interest.
    if (replaced !== 0) cells[replaced] = (cells[replaced] as number) & 0xff;
    cells[place] = ((cells[place] as number) & 0xff) | (to << 8);
  };
}

/** Reads the type of a path element of the form `... on Type`; undefined for the name of a field. */
export function typeConditionOf(element: string): string | undefined {
  return element.startsWith('... on ') ? element.slice('... on '.length) : undefined;
}
