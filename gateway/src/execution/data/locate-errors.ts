import { getOrInsert } from '../../values/get-or-insert.ts';
import type { PendingError } from '../run-state.ts';
import { addError, createErrorTree, type ErrorTree } from './error-tree.ts';
import { type DataObject, isDataObject, maxListLevels, type PathElement } from './response-data.ts';

/** Files errors under every place, with list indexes, at which the objects that they concern stand in the data. */
export function locateErrors(root: DataObject, pending: readonly PendingError[]): ErrorTree {
  const tree = createErrorTree();
  const byPath = new Map<readonly PathElement[], Map<DataObject, PendingError[]>>();
  for (const pendingError of pending) {
    const { at, objects } = pendingError;
    if (objects === undefined) addErrors(tree, root, [], pendingError);
    else {
      const byObject = getOrInsert(byPath, at, () => new Map<DataObject, PendingError[]>());
      for (const object of objects) getOrInsert(byObject, object, () => []).push(pendingError);
    }
  }
  // One walk for all errors of a fetch: each of many thousand entities may have its own.
  for (const [at, byObject] of byPath) {
    walkPlaces(root, at, (object, place) => {
      for (const pendingError of byObject.get(object) ?? []) addErrors(tree, object, place, pendingError);
    });
  }
  return tree;
}

function addErrors(
  tree: ErrorTree,
  object: DataObject,
  place: readonly PathElement[],
  { error, path, wanted }: PendingError,
): void {
  if (wanted === undefined) addError(tree, [...place, ...path], error);
  else wanted.visitMissing(object, path, (missing) => addError(tree, [...place, ...missing], error));
}

/** Visits each object at a path of a plan with the place where it stands; the place is reused from visit to visit. */
function walkPlaces(
  root: DataObject,
  path: readonly PathElement[],
  visit: (object: DataObject, place: readonly PathElement[]) => void,
): void {
  const steps = path.filter((element) => element !== '@');
  const place: PathElement[] = [];

  function walk(value: unknown, depth: number, lists = 0): void {
    if (Array.isArray(value)) {
      if (lists === maxListLevels) return;
      for (const [index, element] of value.entries()) {
        place.push(index);
        walk(element, depth, lists + 1);
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
