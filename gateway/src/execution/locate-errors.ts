import { getOrInsert } from '../get-or-insert.ts';
import { addError, createErrorTree, type ErrorTree } from './error-tree.ts';
import { type DataObject, isDataObject, type PathElement } from './response-data.ts';
import type { PendingError } from './run.ts';

/** Files errors under every place, with list indexes, at which the objects that they concern stand in the data. */
export function locateErrors(root: DataObject, pending: readonly PendingError[]): ErrorTree {
  const tree = createErrorTree();
  const byPath = new Map<readonly PathElement[], Map<DataObject, PendingError[]>>();
  for (const pendingError of pending) {
    const { error, at, objects, path } = pendingError;
    if (objects === undefined) addError(tree, path, error);
    else {
      const byObject = getOrInsert(byPath, at, () => new Map<DataObject, PendingError[]>());
      for (const object of objects) getOrInsert(byObject, object, () => []).push(pendingError);
    }
  }
  // One walk for all errors of a fetch: each of many thousand entities may have its own.
  for (const [at, byObject] of byPath) {
    walkPlaces(root, at, (object, place) => {
      for (const { error, path } of byObject.get(object) ?? []) addError(tree, [...place, ...path], error);
    });
  }
  return tree;
}

/** Visits each object at a path of a plan with the place where it stands; the place is reused from visit to visit. */
function walkPlaces(
  root: DataObject,
  path: readonly PathElement[],
  visit: (object: DataObject, place: readonly PathElement[]) => void,
): void {
  const steps = path.filter((element) => element !== '@');
  const place: PathElement[] = [];

  function walk(value: unknown, depth: number): void {
    if (Array.isArray(value)) {
      for (const [index, element] of value.entries()) {
        place.push(index);
        walk(element, depth);
        place.pop();
      }
    } else if (isDataObject(value)) {
      const step = steps[depth];
      if (step === undefined) {
        visit(value, place);
      } else if (Object.hasOwn(value, step)) {
        place.push(step);
        walk(value[step], depth + 1);
        place.pop();
      }
    }
  }

  walk(root, 0);
}
