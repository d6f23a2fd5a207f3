import { type GraphQLLeafType, isEnumType, isSpecifiedScalarType } from 'graphql';
import { isDeeper } from '../limits/is-deeper.ts';

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
      return (value) => (typeof value === 'number' ? value : undefined);
    case 'Boolean':
      return (value) => (typeof value === 'boolean' ? value : undefined);
    case 'ID':
      return (value) =>
        typeof value === 'string' ? value : Number.isInteger(value) ? String(value) : undefined;
    default:
      return (value) => (typeof value === 'string' ? value : undefined);
  }
}

function isInt(value: number): boolean {
  return value >= -maxInt && value < maxInt;
}
