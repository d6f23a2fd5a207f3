import { getOrInsert } from '../../values/get-or-insert.ts';
import type { DataObject } from '../data/response-data.ts';
import type { CompleteSelections, Repeats, Shaping } from './completion.ts';

/** Undefined when nothing can repeat. */
export function createRepeats(sources: ReadonlySet<DataObject>): Repeats | undefined {
  if (sources.size === 0) return undefined;
  return { sources, results: new Set(), holders: new Set(), count: 0, completed: new Map() };
}

/** Completes an object without errors; one that may stand at several places the first time that it is found. */
export function completeOnce(
  object: DataObject,
  complete: CompleteSelections,
  shaping: Shaping,
): ReturnType<CompleteSelections> {
  const { repeats, report } = shaping;
  if (!repeats?.sources.has(object)) return complete(object, shaping, undefined);
  const completed = getOrInsert(repeats.completed, complete, () => new Map<DataObject, DataObject>());
  const known = completed.get(object);
  if (known !== undefined) {
    repeats.count += 1;
    repeats.results.add(known);
    return known;
  }
  const errorsBefore = report.errors.length;
  const result = complete(object, shaping, undefined);
  // The places of errors differ.
  if (typeof result !== 'symbol' && report.errors.length === errorsBefore) completed.set(object, result);
  return result;
}

/** Notes an object of the subgraphs' data that becomes part of several others, or the objects of such a list. */
export function markRepeated(sources: Set<DataObject>, value: unknown): void {
  if (Array.isArray(value)) for (const element of value) markRepeated(sources, element);
  else if (typeof value === 'object' && value !== null) sources.add(value as DataObject);
}

/** The same for the values of an entity. */
export function markValuesRepeated(sources: Set<DataObject>, entity: DataObject): void {
  for (const key in entity) markRepeated(sources, entity[key]);
}
