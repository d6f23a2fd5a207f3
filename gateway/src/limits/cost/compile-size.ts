import {
  type FieldNode,
  type GraphQLArgument,
  type GraphQLField,
  Kind,
  type ValueNode,
  valueFromAST,
  visit,
} from 'graphql';
import { createGraphQLError } from '../../errors.ts';
import type { ListSize } from './cost-rules.ts';
import type { Term, Variables } from './term.ts';

/** Reads a size that a request gives; undefined where it gives none. */
type ReadSize = (variables: Variables) => number | undefined;

interface SlicingArgument {
  readonly name: string;
  readonly read: ReadSize;
  /** Where the schema has a default. */
  readonly fallback: number | undefined;
  readonly isConstant: boolean;
}

/**
 * Compiles how long the list is that a field gives: the largest of its slicing arguments, or else of their defaults, or
 * else what is assumed.
 */
export function compileSize(
  { slicingArguments, assumedSize, requiresOne }: ListSize,
  {
    field,
    node,
    place,
  }: { readonly field: GraphQLField<unknown, unknown>; readonly node: FieldNode; readonly place: string },
  defaultSize: number,
): Term {
  const slicing = slicingArguments.map((path) => compileArgument(path, field, node));
  const fallbacks = slicing.flatMap(({ fallback }) => (fallback === undefined ? [] : [fallback]));
  const unsaid = fallbacks.length > 0 ? Math.max(...fallbacks) : undefined;
  const needsOne = requiresOne && slicing.length > 0;

  function size(variables: Variables): number {
    let largest: number | undefined;
    let count = 0;
    for (const { read } of slicing) {
      const given = read(variables);
      if (given === undefined) continue;
      count += 1;
      largest = Math.max(largest ?? 0, given);
    }
    if (needsOne && (count > 1 || (count === 0 && unsaid === undefined))) throw refuse(place, slicing, count);
    return largest ?? unsaid ?? assumedSize ?? defaultSize;
  }

  if (!slicing.every(({ isConstant }) => isConstant)) return size;
  try {
    return size({});
  } catch {
    // It may be in what a condition leaves out.
    return size;
  }
}

function compileArgument(
  [name = '', ...path]: readonly string[],
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
): SlicingArgument {
  const definition = field.args.find((argument) => argument.name === name);
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
  const fallback = definition && toSize(follow(definition.defaultValue, path));
  const named = { name: [name, ...path].join('.'), fallback };
  if (!definition || !value) return { ...named, read: () => undefined, isConstant: true };
  if (hasVariables(value))
    return { ...named, read: readWithVariables(value, definition, path), isConstant: false };
  const constant = toSize(follow(valueFromAST(value, definition.type), path));
  return { ...named, read: () => constant, isConstant: true };
}

function readWithVariables(value: ValueNode, { type }: GraphQLArgument, path: readonly string[]): ReadSize {
  if (value.kind !== Kind.VARIABLE)
    return (variables) => toSize(follow(valueFromAST(value, type, variables), path));
  const name = value.name.value;
  return (variables) => toSize(follow(variables[name], path));
}

function follow(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const name of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Variables)[name];
  }
  return found;
}

/** Nobody gets less than nothing. */
function toSize(value: unknown): number | undefined {
  if (typeof value !== 'number' && typeof value !== 'bigint') return undefined;
  return Math.max(0, Number(value));
}

function hasVariables(value: ValueNode): boolean {
  let found = false;
  visit(value, {
    Variable() {
      found = true;
    },
  });
  return found;
}

function refuse(place: string, slicing: readonly SlicingArgument[], count: number) {
  const names = slicing.map(({ name }) => `"${name}"`).join(', ');
  return createGraphQLError('COST_SLICING_ARGUMENT_REQUIRED', {
    message: `${place} takes exactly one of the arguments ${names}, which say how long its list may be; it has ${count}.`,
  });
}
