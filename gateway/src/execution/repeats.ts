import { getOrInsert } from '../get-or-insert.ts';
import { type CompleteSelections, failed } from './completion.ts';
import type { DataObject } from './response-data.ts';
import type { Shaping } from './shape-response.ts';

/** What repeats in an answer: an entity that stands at many places is completed once, and can be written once. */
export interface Repeats {
  /** Objects of the subgraphs' data that may stand at several places. */
  readonly sources: ReadonlySet<DataObject>;
  /** Objects of the answer that do. */
  readonly results: Set<object>;
  /** Objects and lists of the answer that hold some of these. */
  readonly holders: Set<object>;
  /** How many places got an object that was complete already. */
  count: number;
  /** What became of the sources, by what completed them. */
  readonly completed: Map<CompleteSelections, Map<DataObject, DataObject>>;
}

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
  if (result !== failed && report.errors.length === errorsBefore) completed.set(object, result);
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
