import fc from 'fast-check';
import {
  doTypesOverlap,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
  TypeMetaFieldDef,
} from 'graphql';
import { getOrInsert } from '../../src/values/get-or-insert.ts';
import { arbitraryValue, type Samples } from './arbitrary-value.ts';
import type { ArgumentValue, Condition, FieldSelection, FragmentSelection, Selection } from './selection.ts';
import { type Operation, writeOperation } from './write-operation.ts';

const maxDepth = 5;
const maxSelections = 4;

export interface ArbitraryOperationOptions {
  /** Whether fragments may come later. Default: no. */
  readonly defers?: boolean;
}

/** An arbitrary that makes valid operations for a schema, and shrinks them by leaving parts out. */
export function arbitraryOperation(
  schema: GraphQLSchema,
  samples: Samples,
  { defers = false }: ArbitraryOperationOptions = {},
): fc.Arbitrary<Operation> {
  const sets = new Map<string, fc.Arbitrary<readonly Selection[]>>();
  const composites = Object.values(schema.getTypeMap()).filter(
    (type) => isCompositeType(type) && !isIntrospectionType(type),
  );
  const aliases = fc.constantFrom(...listAliases(composites as readonly GraphQLCompositeType[]));

  function selectionSet(type: GraphQLCompositeType, depth: number): fc.Arbitrary<readonly Selection[]> {
    return getOrInsert(sets, `${type.name} ${depth}`, () =>
      fc.array(selection(type, depth), { minLength: 1, maxLength: maxSelections }),
    );
  }

  function selection(type: GraphQLCompositeType, depth: number): fc.Arbitrary<Selection> {
    const fields = isUnionType(type) ? [] : Object.values(type.getFields());
    const choices: fc.WeightedArbitrary<Selection>[] = [{ weight: 1, arbitrary: typename(aliases) }];
    for (const field of fields) {
      const isLeaf = !isCompositeType(getNamedType(field.type));
      if (isLeaf || depth > 0) choices.push({ weight: isLeaf ? 3 : 4, arbitrary: fieldOf(field, depth) });
    }
    if (type === schema.getQueryType()) choices.push({ weight: 1, arbitrary: introspection });
    for (const other of depth > 0 && !isIntrospectionType(type) ? composites : []) {
      if (isCompositeType(other) && doTypesOverlap(schema, type, other)) {
        choices.push({ weight: 1, arbitrary: fragmentOn(other, depth) });
      }
    }
    return fc.oneof({ withCrossShrink: true }, ...choices);
  }

  function fieldOf(field: GraphQLField<unknown, unknown>, depth: number): fc.Arbitrary<FieldSelection> {
    const type = getNamedType(field.type);
    return fc.record({
      kind: fc.constant('field'),
      name: fc.constant(field.name),
      alias: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: aliases }),
      args: argumentsOf(field.args, samples),
      condition: arbitraryCondition,
      selections: isCompositeType(type) ? selectionSet(type, depth - 1) : fc.constant([]),
    });
  }

  function fragmentOn(type: GraphQLCompositeType, depth: number): fc.Arbitrary<FragmentSelection> {
    return fc.record({
      kind: fc.constant('fragment'),
      on: fc.constant(type.name),
      isNamed: fc.boolean(),
      condition: arbitraryCondition,
      // A part of a mutation's result that comes later would be run out of turn.
      defer: defers && type !== schema.getMutationType() ? arbitraryDefer : fc.constant(undefined),
      selections: selectionSet(type, depth - 1),
    });
  }

  const introspection = fieldOf(TypeMetaFieldDef, 2).map(
    (field): FieldSelection => ({
      ...field,
      args: field.args.map((arg) => ({ ...arg, value: composites[0]?.name ?? 'Query' })),
    }),
  );
  const roots = [schema.getQueryType(), schema.getMutationType()].flatMap((type) => type ?? []);
  return fc
    .record({
      operation: fc.oneof(
        ...roots.map((type) =>
          fc.record({ type: fc.constant(type), selections: selectionSet(type, maxDepth) }),
        ),
      ),
      a: fc.boolean(),
      b: fc.boolean(),
    })
    .map(({ operation: { type, selections }, a, b }) => {
      const isMutation = type === schema.getMutationType();
      return writeOperation({
        schema,
        keyword: isMutation ? 'mutation' : 'query',
        // What comes later shows what the mutations after it have done by then, or not.
        selections: isMutation && countFields(selections) > 1 ? selections.map(withoutDefer) : selections,
        conditions: { a, b },
      });
    });
}

/** How many fields there are, those inside of fields not counted. */
function countFields(selections: readonly Selection[]): number {
  return selections.reduce(
    (total, selection) => total + (selection.kind === 'field' ? 1 : countFields(selection.selections)),
    0,
  );
}

function withoutDefer(selection: Selection): Selection {
  const selections = selection.selections.map(withoutDefer);
  return selection.kind === 'field'
    ? { ...selection, selections }
    : { ...selection, defer: undefined, selections };
}

/** The names of all fields, so that aliases meet fields and keys, and some that are special to JavaScript. */
function listAliases(types: readonly GraphQLCompositeType[]): readonly string[] {
  const names = new Set(['x', 'y', 'constructor', '__proto__', '__typename']);
  for (const type of types) {
    if (isObjectType(type) || isInterfaceType(type)) for (const name in type.getFields()) names.add(name);
  }
  return [...names];
}

function typename(aliases: fc.Arbitrary<string>): fc.Arbitrary<FieldSelection> {
  return fc
    .oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: aliases })
    .map((alias) => ({
      kind: 'field',
      name: '__typename',
      alias,
      args: [],
      condition: undefined,
      selections: [],
    }));
}

const arbitraryCondition: fc.Arbitrary<Condition | undefined> = fc.oneof(
  { weight: 8, arbitrary: fc.constant(undefined) },
  {
    weight: 1,
    arbitrary: fc.record({
      directive: fc.constantFrom('include', 'skip'),
      value: fc.constantFrom<Condition['value'][]>(true, false, '$a', '$b'),
    }),
  },
);

const arbitraryDefer: fc.Arbitrary<FragmentSelection['defer']> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(undefined) },
  { weight: 2, arbitrary: fc.constant(true) },
  { weight: 1, arbitrary: fc.constantFrom('$a', '$b') },
);

function argumentsOf(
  args: readonly GraphQLArgument[],
  samples: Samples,
): fc.Arbitrary<readonly ArgumentValue[]> {
  const values = args.map((arg) => {
    const value: fc.Arbitrary<ArgumentValue> = fc.record({
      name: fc.constant(arg.name),
      type: fc.constant(arg.type),
      value: arbitraryValue(arg.type, samples),
      way: fc.constantFrom('literal', 'variable', 'default', 'members'),
    });
    return isRequiredArgument(arg) ? value : fc.option(value, { nil: undefined, freq: 2 });
  });
  return fc.tuple(...values).map((chosen) => chosen.filter((value) => value !== undefined));
}
