import { createPropertyReader, type DataObject, isDataObject, type PathElement } from './response-data.ts';

/** Collects the objects at a path of a plan. An object that is found in several places is collected once. */
export type FlattenPath = (root: DataObject) => ReadonlySet<DataObject>;

/** Compiles a path of a plan, where `@` stands for each element of a list. */
export function compileFlattenPath(path: readonly PathElement[]): FlattenPath {
  // Lists are gone through wherever they turn up.
  const steps = path.filter((element) => element !== '@').map((key) => createPropertyReader(String(key)));

  function walk(value: unknown, depth: number, found: Set<DataObject>): void {
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index++) walk(value[index], depth, found);
    } else if (isDataObject(value)) {
      const step = steps[depth];
      if (step === undefined) found.add(value);
      else walk(step(value), depth + 1, found);
    }
  }

  return (root) => {
    const found = new Set<DataObject>();
    walk(root, 0, found);
    return found;
  };
}
