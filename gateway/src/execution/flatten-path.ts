import { createPropertyReader, type DataObject, isDataObject, type PathElement } from './response-data.ts';

/** Collects the objects at a path of a plan. An object that is found in several places is collected once. */
export type FlattenPath = (root: DataObject) => ReadonlySet<DataObject>;

/** Compiles a path of a plan, where `@` stands for each element of a list. */
export function compileFlattenPath(path: readonly PathElement[]): FlattenPath {
  // Elements of a list are collected with the list itself: lists never stay among the objects.
  const readers = path.filter((element) => element !== '@').map((key) => createPropertyReader(String(key)));
  return (root) => {
    // A set for each step costs more than going through some objects twice.
    let current: readonly DataObject[] = [root];
    for (const read of readers) {
      const next: DataObject[] = [];
      for (const object of current) collect(read(object), next);
      current = next;
    }
    return new Set(current);
  };
}

function collect(value: unknown, into: DataObject[]): void {
  if (Array.isArray(value)) {
    for (const element of value) collect(element, into);
  } else if (isDataObject(value)) {
    into.push(value);
  }
}
