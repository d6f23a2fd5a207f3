import { evaluate, type Term, type Variables } from './term.ts';

/** What there is to count at one place of an answer. */
export interface MeasuredField {
  /** Of each item. */
  readonly weight: number;
  readonly argumentCost: Term;
  readonly fields: MeasuredFields;
}

/** By response name, one field, or one for each type that can stand there. Fields that cost nothing are left out. */
export type MeasuredFields = readonly { readonly key: string; readonly variants: readonly MeasuredField[] }[];

type DataObject = Readonly<Record<string, unknown>>;

/** What stands at many places of an answer is counted at each; there is an end to that. */
const maxItems = 100_000;

/**
 * Counts what the data of an answer costs, each list by what it holds.
 * @returns undefined when there is more than can be counted quickly: over 100,000 items
 */
export function measureCost(
  fields: MeasuredFields,
  data: DataObject,
  variables: Variables,
): number | undefined {
  let left = maxItems;

  function measureObject(below: MeasuredFields, object: DataObject): number {
    let total = 0;
    for (const { key, variants } of below) {
      const value = object[key];
      if (value === null || value === undefined) continue;
      let most = 0;
      for (const variant of variants) {
        most = Math.max(most, measureValue(variant, value) + evaluate(variant.argumentCost, variables));
      }
      total += most;
    }
    return total;
  }

  function measureValue(field: MeasuredField, value: unknown): number {
    if (value === null || value === undefined || left <= 0) return 0;
    if (Array.isArray(value)) {
      let total = 0;
      for (const item of value) total += measureValue(field, item);
      return total;
    }
    left -= 1;
    if (field.fields.length === 0 || typeof value !== 'object') return field.weight;
    return field.weight + measureObject(field.fields, value as DataObject);
  }

  const total = measureObject(fields, data);
  return left > 0 ? total : undefined;
}
