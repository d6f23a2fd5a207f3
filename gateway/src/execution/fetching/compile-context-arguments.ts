import type { FetchDataKeyRenamer } from '@apollo/query-planner';
import type { TypeIndex } from '../../supergraph/type-index.ts';
import type { Names } from '../tape/names.ts';
import { typeConditionOf } from '../tape/rewrite-data.ts';
import type { Tape } from '../tape/tape.ts';
import { toJavaScript } from '../tape/to-javascript.ts';
import { findTypeName } from '../tape/type-names.ts';
import { find, isList, isObject, kindAt, kinds, type TapeValue, visitItems } from '../tape/values.ts';

/** Reads the arguments that come from the ancestors of an object; the lineage ends with the object itself. */
export type ReadContextArguments = (tape: Tape, lineage: readonly TapeValue[]) => Record<string, unknown>;

/**
 * Compiles the context rewrites of a fetch, which federation's `@fromContext` leads to. Each names a variable and a path:
 * `..` for every object to go up, a type that must be found there, and the fields to follow down.
 */
export function compileContextArguments(
  rewrites: readonly FetchDataKeyRenamer[],
  { types, names }: { readonly types: TypeIndex; readonly names: Names },
): ReadContextArguments {
  const readers = rewrites.map(({ path, renameKeyTo }) => {
    const height = path.lastIndexOf('..') + 1;
    const steps = path.slice(height).map((step) => {
      const condition = typeConditionOf(step);
      return { condition, key: condition === undefined ? names.keyOf(step) : 0 };
    });
    return { name: renameKeyTo, height, steps };
  });
  return (tape, lineage) => {
    const args: Record<string, unknown> = {};
    for (const { name, height, steps } of readers) {
      const ancestor = lineage.at(-1 - height);
      const value = ancestor && follow(tape, ancestor, { steps, types });
      // One variable may have a path for each type that can set the context.
      if (value !== undefined) args[name] = value;
    }
    return args;
  };
}

interface Step {
  readonly condition: string | undefined;
  /** Where there is no condition. */
  readonly key: number;
}

/** Follows fields and type conditions down from a value; undefined when a condition is not met. */
function follow(
  tape: Tape,
  value: TapeValue,
  { steps, types }: { readonly steps: readonly Step[]; readonly types: TypeIndex },
): unknown {
  const { cells } = tape.heap;
  const [step, ...rest] = steps;
  if (step === undefined) return toJavaScript(tape, value);
  if (isList(cells, value)) {
    const found: unknown[] = [];
    visitItems(cells, value, (item) => found.push(follow(tape, item, { steps, types })));
    return found;
  }
  if (!isObject(cells, value)) return value !== 0 && kindAt(cells, value) === kinds.null ? null : undefined;
  if (step.condition === undefined) return follow(tape, find(cells, value, step.key), { steps: rest, types });
  const name = findTypeName(tape, value);
  return typeof name !== 'string' || types.meets(name, step.condition)
    ? follow(tape, value, { steps: rest, types })
    : undefined;
}
