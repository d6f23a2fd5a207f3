import {
  createPropertyReader,
  type DataObject,
  isDataObject,
  maxListLevels,
  type PathElement,
  setProperty,
} from './response-data.ts';

/** Returns the object that is to stand where the given one was found. */
export type VisitObject = (object: DataObject) => DataObject;

/**
 * Visits the objects at a path of a plan. Those of `repeated` may stand at several places, and are gone into once: so is
 * what is below them.
 */
export type WalkPath = (root: DataObject, repeated: ReadonlySet<DataObject>, visit: VisitObject) => void;

/** Compiles a path of a plan, where `@` stands for each element of a list. */
export function compileWalkPath(path: readonly PathElement[]): WalkPath {
  // Lists are gone through wherever they turn up.
  const steps = path
    .filter((element) => element !== '@')
    .map((element) => ({ key: String(element), read: createPropertyReader(String(element)) }));

  /** Returns what is to stand in the place of the value. */
  function walk(
    value: unknown,
    depth: number,
    visit: VisitObject,
    repeats: RepeatsByDepth | undefined,
    lists = 0,
  ): unknown {
    if (Array.isArray(value)) {
      if (lists === maxListLevels) return value;
      for (let index = 0; index < value.length; index++) {
        const element: unknown = value[index];
        const taken = walk(element, depth, visit, repeats, lists + 1);
        if (taken !== element) value[index] = taken;
      }
      return value;
    }
    if (!isDataObject(value)) return value;
    if (repeats?.repeated.has(value)) {
      repeats.seen[depth] ??= new Set();
      if (repeats.seen[depth].has(value)) return value;
      repeats.seen[depth].add(value);
    }
    const step = steps[depth];
    if (step === undefined) return visit(value);
    const child = step.read(value);
    const taken = walk(child, depth + 1, visit, repeats);
    if (taken !== child) setProperty(value, step.key, taken);
    return value;
  }

  return (root, repeated, visit) => {
    walk(root, 0, visit, repeated.size === 0 ? undefined : { repeated, seen: [] });
  };
}

/** Objects that may stand at several places, and those that were seen at each depth of a path. */
interface RepeatsByDepth {
  readonly repeated: ReadonlySet<DataObject>;
  readonly seen: Set<DataObject>[];
}
