import type { FetchDataRewrite } from '@apollo/query-planner';
import type { TypeIndex } from '../../supergraph/type-index.ts';
import { type DataObject, isDataObject } from './response-data.ts';

/** Changes an answer in place. */
export type RewriteData = (value: unknown) => void;

/** Compiles the rewrites that a plan asks for on the answer of a fetch; undefined when there are none. */
export function compileRewrites(
  rewrites: readonly FetchDataRewrite[] | undefined,
  types: TypeIndex,
): RewriteData | undefined {
  if (!rewrites?.length) return undefined;
  const compiled = rewrites.map((rewrite) => compileRewrite(rewrite, rewrite.path, types));
  return (value) => {
    for (const rewrite of compiled) rewrite(value);
  };
}

function compileRewrite(rewrite: FetchDataRewrite, path: readonly string[], types: TypeIndex): RewriteData {
  const [first, ...rest] = path;
  if (first === undefined) return () => {};
  const apply =
    rest.length === 0
      ? compileChange(rewrite, first)
      : compileStep(first, compileRewrite(rewrite, rest, types), types);
  return function visit(value) {
    if (Array.isArray(value)) for (const element of value) visit(element);
    else if (isDataObject(value)) apply(value);
  };
}

function compileStep(element: string, next: RewriteData, types: TypeIndex): (object: DataObject) => void {
  const condition = typeConditionOf(element);
  if (condition === undefined) return (object) => next(object[element]);
  return (object) => {
    const name = object['__typename'];
    if (typeof name !== 'string' || types.meets(name, condition)) next(object);
  };
}

function compileChange(rewrite: FetchDataRewrite, key: string): (object: DataObject) => void {
  if (rewrite.kind === 'ValueSetter') {
    return (object) => {
      object[key] = rewrite.setValueTo;
    };
  }
  return (object) => {
    if (!Object.hasOwn(object, key)) return;
    object[rewrite.renameKeyTo] = object[key];
    delete object[key];
  };
}

/** Reads the type of a path element of the form `... on Type`; undefined for the name of a field. */
export function typeConditionOf(element: string): string | undefined {
  return element.startsWith('... on ') ? element.slice('... on '.length) : undefined;
}
