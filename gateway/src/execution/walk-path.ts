import {
  createPropertyReader,
  type DataObject,
  isDataObject,
  type PathElement,
  setProperty,
} from './response-data.ts';

/** Returns the object that is to stand where the given one was found. */
export type VisitObject = (object: DataObject) => DataObject;

/**
 * Visits the objects at a path of a plan. An object that stands at several places is visited once, if it is below one
 * of `repeated`: all that may do so are.
 */
export type WalkPath = (root: DataObject, repeated: ReadonlySet<DataObject>, visit: VisitObject) => void;

/** Compiles a path of a plan, where `@` stands for each element of a list. */
export function compileWalkPath(path: readonly PathElement[]): WalkPath {
  // Lists are gone through wherever they turn up.
  const steps = path
    .filter((element) => element !== '@')
    .map((element) => ({ key: String(element), read: createPropertyReader(String(element)) }));

  /** Returns what is to stand in the place of the value. `seen` has the objects of each depth. */
  function walk(
    value: unknown,
    depth: number,
    visit: VisitObject,
    seen: readonly Set<DataObject>[] | undefined,
  ): unknown {
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index++) {
        const element: unknown = value[index];
        const taken = walk(element, depth, visit, seen);
        if (taken !== element) value[index] = taken;
      }
      return value;
    }
    if (!isDataObject(value)) return value;
    if (seen !== undefined) {
      const known = seen[depth];
      if (known?.has(value)) return value;
      known?.add(value);
    }
    const step = steps[depth];
    if (step === undefined) return visit(value);
    const child = step.read(value);
    const taken = walk(child, depth + 1, visit, seen);
    if (taken !== child) setProperty(value, step.key, taken);
    return value;
  }

  return (root, repeated, visit) => {
    const seen =
      repeated.size === 0 ? undefined : Array.from({ length: steps.length + 1 }, () => new Set<DataObject>());
    walk(root, 0, visit, seen);
  };
}
