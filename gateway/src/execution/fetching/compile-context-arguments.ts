import type { FetchDataKeyRenamer } from '@apollo/query-planner';
import type { TypeIndex } from '../../supergraph/type-index.ts';
import { type DataObject, isDataObject } from '../data/response-data.ts';
import { typeConditionOf } from '../data/rewrite-data.ts';

/** Reads the arguments that come from the ancestors of an object; the lineage ends with the object itself. */
export type ReadContextArguments = (lineage: readonly DataObject[]) => DataObject;

/**
 * Compiles the context rewrites of a fetch, which federation's `@fromContext` leads to. Each names a variable and a path:
 * `..` for every object to go up, a type that must be found there, and the fields to follow down.
 */
export function compileContextArguments(
  rewrites: readonly FetchDataKeyRenamer[],
  types: TypeIndex,
): ReadContextArguments {
  const readers = rewrites.map(({ path, renameKeyTo }) => {
    const height = path.lastIndexOf('..') + 1;
    const steps = path.slice(height);
    return { name: renameKeyTo, height, read: (object: DataObject) => follow(object, steps, types) };
  });
  return (lineage) => {
    const args: DataObject = {};
    for (const { name, height, read } of readers) {
      const ancestor = lineage.at(-1 - height);
      const value = ancestor && read(ancestor);
      // One variable may have a path for each type that can set the context.
      if (value !== undefined) args[name] = value;
    }
    return args;
  };
}

/** Follows fields and type conditions down from an object; undefined when a condition is not met. */
function follow(value: unknown, steps: readonly string[], types: TypeIndex): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (Array.isArray(value)) return value.map((element) => follow(element, steps, types));
  if (!isDataObject(value)) return value === null ? null : undefined;
  const condition = typeConditionOf(step);
  if (condition === undefined)
    return follow(Object.hasOwn(value, step) ? value[step] : undefined, rest, types);
  const name = value['__typename'];
  return typeof name !== 'string' || types.meets(name, condition) ? follow(value, rest, types) : undefined;
}
