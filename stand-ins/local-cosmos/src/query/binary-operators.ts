import { areComparable, compareValues, equalValues } from './compare-values.ts';
import type { BinaryOperator } from './query-ast.ts';

/** Applies an operator; the right side is computed only where it decides. */
type Apply = (left: unknown, right: () => unknown) => unknown;

const ofNumbers =
  (apply: (a: number, b: number) => number): Apply =>
  (left, right) => {
    const b = right();
    if (typeof left !== 'number' || typeof b !== 'number') return undefined;
    const result = apply(left, b);
    return Number.isFinite(result) ? result : undefined;
  };

const ofComparables =
  (holds: (order: number) => boolean): Apply =>
  (left, right) => {
    const b = right();
    return areComparable(left, b) ? holds(compareValues(left, b)) : undefined;
  };

const ofEquality =
  (expected: boolean): Apply =>
  (left, right) => {
    const b = right();
    return left === undefined || b === undefined ? undefined : equalValues(left, b) === expected;
  };

/** AND and OR over true, false and undefined: one value settles the result whatever the other side is. */
const ofBooleans =
  (settling: boolean): Apply =>
  (left, right) => {
    if (left === settling) return settling;
    const b = right();
    if (b === settling) return settling;
    return typeof left === 'boolean' && typeof b === 'boolean' ? !settling : undefined;
  };

/** What each operator does, and that it is undefined over other types than its own. */
export const binaryOperators: Record<BinaryOperator, Apply> = {
  OR: ofBooleans(true),
  AND: ofBooleans(false),
  '??': (left, right) => (left === undefined ? right() : left),
  '=': ofEquality(true),
  '!=': ofEquality(false),
  '<': ofComparables((order) => order < 0),
  '<=': ofComparables((order) => order <= 0),
  '>': ofComparables((order) => order > 0),
  '>=': ofComparables((order) => order >= 0),
  '||': (left, right) => {
    const b = right();
    return typeof left === 'string' && typeof b === 'string' ? left + b : undefined;
  },
  '|': ofNumbers((a, b) => a | b),
  '^': ofNumbers((a, b) => a ^ b),
  '&': ofNumbers((a, b) => a & b),
  '<<': ofNumbers((a, b) => a << b),
  '>>': ofNumbers((a, b) => a >> b),
  '>>>': ofNumbers((a, b) => a >>> b),
  '+': ofNumbers((a, b) => a + b),
  '-': ofNumbers((a, b) => a - b),
  '*': ofNumbers((a, b) => a * b),
  '/': ofNumbers((a, b) => a / b),
  '%': ofNumbers((a, b) => a % b),
};
