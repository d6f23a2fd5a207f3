import { type InlineFragmentNode, Kind, type OperationDefinitionNode } from 'graphql';
import type { TypeIndex } from '../../supergraph/type-index.ts';
import type { Names } from '../tape/names.ts';

/** The ids of the keys that an `_entities` operation asks of an entity of a type; undefined when it asks for more than leaves. */
export type LeavesOf = (typeName: string) => readonly number[] | undefined;

/** Reads which leaves an `_entities` operation of a plan asks for. */
export function readLeaves(
  operation: OperationDefinitionNode,
  { types, names }: { readonly types: TypeIndex; readonly names: Names },
): LeavesOf {
  const leavesByType = new Map<string, readonly number[] | undefined>();
  for (const fragment of listFragments(operation)) {
    const typeName = fragment.typeCondition?.name.value;
    // What is asked of an interface is asked of each type of it.
    if (typeName === undefined || !types.isObjectType(typeName)) return () => undefined;
    const known = leavesByType.has(typeName) ? leavesByType.get(typeName) : [];
    const leaves = listLeaves(fragment);
    leavesByType.set(typeName, known && leaves && [...known, ...leaves.map((key) => names.keyOf(key))]);
  }
  return (typeName) => leavesByType.get(typeName);
}

function listFragments({ selectionSet }: OperationDefinitionNode): readonly InlineFragmentNode[] {
  return selectionSet.selections.flatMap((field) =>
    field.kind === Kind.FIELD
      ? ((field.selectionSet?.selections ?? []) as readonly InlineFragmentNode[])
      : [],
  );
}

function listLeaves({ selectionSet: { selections } }: InlineFragmentNode): readonly string[] | undefined {
  const leaves: string[] = [];
  for (const selection of selections) {
    if (selection.kind !== Kind.FIELD || selection.selectionSet) return undefined;
    leaves.push(selection.alias?.value ?? selection.name.value);
  }
  return leaves;
}
