import { type GraphQLLeafType, isEnumType, isSpecifiedScalarType } from 'graphql';
import { ExactNumber } from '../../values/exact-number.ts';
import { isDeeper } from '../../values/is-deeper.ts';

/** Returns the value that a client may see, or undefined when it does not fit the type. */
export type CompleteLeaf = (value: unknown) => unknown;

const maxInt = 2 ** 31;

/** What is nested deeper cannot be written: that takes a call for each level. */
const maxLevels = 1_000;

/** Compiles the check of a scalar or an enum; a custom scalar takes any value that can be written. */
export function compileLeaf(type: GraphQLLeafType): CompleteLeaf {
  if (isEnumType(type)) {
    const values = new Set<unknown>(type.getValues().map(({ name }) => name));
    return (value) => (values.has(value) ? value : undefined);
  }
  if (!isSpecifiedScalarType(type)) return (value) => (isDeeper(value, maxLevels) ? undefined : value);
  switch (type.name) {
    case 'Int':
      return (value) => (Number.isInteger(value) && isInt(value as number) ? value : undefined);
    case 'Float':
      return (value) => (Number.isFinite(value) || isFloat(value) ? value : undefined);
    case 'Boolean':
      return (value) => (typeof value === 'boolean' ? value : undefined);
    case 'ID':
      return (value) =>
        typeof value === 'string' ? value : isIntegerOfAnySize(value) ? String(value) : undefined;
    default:
      return (value) => (typeof value === 'string' ? value : undefined);
  }
}

function isFloat(value: unknown): boolean {
  return value instanceof ExactNumber && Number.isFinite(Number(value));
}

function isIntegerOfAnySize(value: unknown): boolean {
  return Number.isInteger(value) || (value instanceof ExactNumber && /^-?\d+$/.test(value.text));
}

function isInt(value: number): boolean {
  return value >= -maxInt && value < maxInt;
}
