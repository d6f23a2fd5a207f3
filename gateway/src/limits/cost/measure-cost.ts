import type { AnswerData } from '../../ports/answer-data.ts';
import { evaluate, type Term, type Variables } from './term.ts';

/** What there is to count at one place of an answer. */
export interface MeasuredField {
  /** Of each item. */
  readonly weight: number;
  readonly argumentCost: Term;
  readonly fields: MeasuredFields;
}

/**
 * By response name, which is told by its place among those of the operation, one field, or one for each type that can stand there.
 * Fields that cost nothing are left out.
 */
export type MeasuredFields = readonly { readonly key: number; readonly variants: readonly MeasuredField[] }[];

/** What is counted quickly. */
const maxItems = 100_000;

/**
 * Counts what the data of an answer costs, each list by what it holds.
 * @returns undefined when there is more than can be counted quickly: over 100,000 items
 */
export function measureCost(
  fields: MeasuredFields,
  data: AnswerData,
  variables: Variables,
): number | undefined {
  let left = maxItems;

  function measureObject(below: MeasuredFields, object: number): number {
    let total = 0;
    for (const { key, variants } of below) {
      const value = data.find(object, key);
      if (value === 0) continue;
      let most = 0;
      for (const variant of variants) {
        most = Math.max(most, measureValue(variant, value) + evaluate(variant.argumentCost, variables));
      }
      total += most;
    }
    return total;
  }

  function measureValue(field: MeasuredField, value: number): number {
    if (value === 0 || left <= 0) return 0;
    if (data.isList(value)) {
      let total = 0;
      data.visitItems(value, (item) => {
        total += measureValue(field, item);
      });
      return total;
    }
    left -= 1;
    if (field.fields.length === 0 || !data.isObject(value)) return field.weight;
    return field.weight + measureObject(field.fields, value);
  }

  const total = data.root === 0 ? 0 : measureObject(fields, data.root);
  return left > 0 ? total : undefined;
}
