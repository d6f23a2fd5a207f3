import { type DataObject, isDataObject, maxListLevels, type PathElement } from './response-data.ts';

/**
 * Visits each place at a path of a plan, with the objects that lead there: the root first, the object itself last.
 * The list is reused: a visitor that keeps it has to copy it.
 */
export function visitObjects(
  root: DataObject,
  path: readonly PathElement[],
  visit: (lineage: readonly DataObject[]) => void,
): void {
  const steps = path.filter((element) => element !== '@');
  const lineage: DataObject[] = [];

  function walk(value: unknown, lists = 0): void {
    if (Array.isArray(value)) {
      if (lists < maxListLevels) for (const element of value) walk(element, lists + 1);
    } else if (isDataObject(value)) {
      const step = steps[lineage.length];
      lineage.push(value);
      if (step === undefined) visit(lineage);
      else if (Object.hasOwn(value, step)) walk(value[step]);
      lineage.pop();
    }
  }

  walk(root);
}
