import {
  executeSync,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { SelectedOperation } from '../../planning/operation/select-operation.ts';

type DataObject = Record<string, unknown>;

/** Answers the introspection fields of an operation from the API schema, by response name. */
export type Introspect = (variables: Readonly<Record<string, unknown>>) => DataObject;

/** Compiles the introspection of an operation; undefined when it has none. */
export function compileIntrospection(
  { definition, fragments }: SelectedOperation,
  schema: GraphQLSchema,
): Introspect | undefined {
  const selectionSet = keepIntrospection(definition.selectionSet);
  if (selectionSet === undefined) return undefined;

  function keepIntrospection(set: SelectionSetNode): SelectionSetNode | undefined {
    const selections = set.selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FIELD) return isIntrospection(selection) ? [selection] : [];
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      const kept = fragment && keepIntrospection(fragment.selectionSet);
      return kept
        ? [{ kind: Kind.INLINE_FRAGMENT, directives: selection.directives ?? [], selectionSet: kept }]
        : [];
    });
    return selections.length === 0 ? undefined : { ...set, selections };
  }

  const used = new Set<string>();
  const readVariables = {
    Variable: ({ name }: { readonly name: { readonly value: string } }) => void used.add(name.value),
  };
  visit(selectionSet, readVariables);
  for (const fragment of fragments.values()) visit(fragment, readVariables);
  const operation: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation: OperationTypeNode.QUERY,
    variableDefinitions: definition.variableDefinitions?.filter((v) => used.has(v.variable.name.value)) ?? [],
    selectionSet,
  };
  const document = { kind: Kind.DOCUMENT, definitions: [operation, ...fragments.values()] } as const;

  function run(variableValues: Readonly<Record<string, unknown>>): DataObject {
    return (executeSync({ schema, document, variableValues }).data ?? {}) as DataObject;
  }

  if (operation.variableDefinitions?.length) return run;
  // Tools poll the schema: without variables the answer never changes.
  let answer: DataObject | undefined;
  return () => {
    answer ??= run({});
    return answer;
  };
}

function isIntrospection({ name }: FieldNode): boolean {
  return name.value === '__schema' || name.value === '__type';
}
