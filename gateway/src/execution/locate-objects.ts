import { type DataObject, isDataObject, type PathElement } from './response-data.ts';

/** Finds every place, with list indexes, at which one of the objects stands under a path of a plan. */
export function locateObjects(
  root: DataObject,
  path: readonly PathElement[],
  objects: ReadonlySet<DataObject>,
): readonly (readonly PathElement[])[] {
  const found: PathElement[][] = [];
  const steps = path.filter((element) => element !== '@');

  function walk(value: unknown, depth: number, at: readonly PathElement[]): void {
    if (Array.isArray(value)) {
      for (const [index, element] of value.entries()) walk(element, depth, [...at, index]);
    } else if (isDataObject(value)) {
      const step = steps[depth];
      if (step === undefined) {
        if (objects.has(value)) found.push([...at]);
      } else if (Object.hasOwn(value, step)) {
        walk(value[step], depth + 1, [...at, step]);
      }
    }
  }

  walk(root, 0, []);
  return found;
}
