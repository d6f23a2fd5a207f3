import { getOrInsert } from '../../values/get-or-insert.ts';
import type { PendingError } from '../run-state.ts';
import { maxListLevels, type PathElement } from '../tape/path.ts';
import type { Tape } from '../tape/tape.ts';
import { find, isList, isObject, type TapeValue, visitItems } from '../tape/values.ts';
import { addError, createErrorTree, type ErrorTree } from './error-tree.ts';

/** Files errors under every place, with list indexes, at which the objects that they concern stand in the data. */
export function locateErrors(tape: Tape, root: TapeValue, pending: readonly PendingError[]): ErrorTree {
  const tree = createErrorTree();
  const byPath = new Map<readonly PathElement[], Map<TapeValue, PendingError[]>>();
  for (const pendingError of pending) {
    const { at, objects } = pendingError;
    if (objects === undefined) addErrors(tree, { tape, object: root, place: [] }, pendingError);
    else {
      const byObject = getOrInsert(byPath, at, () => new Map<TapeValue, PendingError[]>());
      for (const object of objects) getOrInsert(byObject, object, () => []).push(pendingError);
    }
  }
  // One walk for all errors of a fetch: each of many thousand entities may have its own.
  for (const [at, byObject] of byPath) {
    walkPlaces(tape, root, at, (object, place) => {
      for (const pendingError of byObject.get(object) ?? [])
        addErrors(tree, { tape, object, place }, pendingError);
    });
  }
  return tree;
}

interface PlacedObject {
  readonly tape: Tape;
  readonly object: TapeValue;
  readonly place: readonly PathElement[];
}

function addErrors(
  tree: ErrorTree,
  { tape, object, place }: PlacedObject,
  { error, path, wanted }: PendingError,
): void {
  if (wanted === undefined) addError(tree, [...place, ...path], error);
  else wanted.visitMissing(tape, object, path, (missing) => addError(tree, [...place, ...missing], error));
}

/** Visits each object at a path of a plan with the place where it stands; the place is reused from visit to visit. */
function walkPlaces(
  tape: Tape,
  root: TapeValue,
  path: readonly PathElement[],
  visit: (object: TapeValue, place: readonly PathElement[]) => void,
): void {
  const { cells } = tape.heap;
  const steps = path.filter((element) => element !== '@').map(String);
  const keys = steps.map((step) => tape.names.keyOf(step));
  const place: PathElement[] = [];

  function walk(value: TapeValue, depth: number, lists = 0): void {
    if (isList(cells, value)) {
      if (lists === maxListLevels) return;
      visitItems(cells, value, (item, index) => {
        place.push(index);
        walk(item, depth, lists + 1);
        place.pop();
      });
    } else if (isObject(cells, value)) {
      const step = steps[depth];
      if (step === undefined) {
        visit(value, place);
      } else {
        const child = find(cells, value, keys[depth] as number);
        if (child === 0) return;
        place.push(step);
        walk(child, depth + 1);
        place.pop();
      }
    }
  }

  walk(root, 0);
}
