import { type DataObject, isDataObject, type PathElement } from './response-data.ts';

/**
 * Collects the objects at a path of a plan, where `@` stands for each element of a list. An object that is found in
 * several places is collected once.
 */
export function flattenPath(root: DataObject, path: readonly PathElement[]): Set<DataObject> {
  let current = new Set<DataObject>([root]);
  for (const element of path) {
    // Elements of a list are collected with the list itself: lists never stay in the set.
    if (element === '@') continue;
    const next = new Set<DataObject>();
    for (const object of current) {
      if (Object.hasOwn(object, element)) collect(object[element], next);
    }
    current = next;
  }
  return current;
}

function collect(value: unknown, into: Set<DataObject>): void {
  if (Array.isArray(value)) {
    for (const element of value) collect(element, into);
  } else if (isDataObject(value)) {
    into.add(value);
  }
}
