import type { CompositeType, Schema } from '@apollo/federation-internals';
import { isCompositeType, isObjectType, isUnionType } from '@apollo/federation-internals';
import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';

/**
 * Counts what the planner has to place of an operation: its fields, as often as their fragments are spread; those of an
 * abstract type once for each type that it may be; and all of it for each combination of the variables that decide about
 * `@defer`, which have a plan each. Stops above the limit.
 */
export function countPlannedFields(document: DocumentNode, schema: Schema, limit: number): number {
  const fragments = new Map<string, SelectionSetNode>();
  const fragmentTypes = new Map<string, string>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
    fragments.set(definition.name.value, definition.selectionSet);
    fragmentTypes.set(definition.name.value, definition.typeCondition.name.value);
  }
  const conditions = new Set<string>();
  let count = 0;

  function visit(set: SelectionSetNode | undefined, type: CompositeType | undefined): void {
    const weight = Math.max(1, countRuntimeTypes(type));
    for (const selection of set?.selections ?? []) {
      if (count * 2 ** conditions.size > limit) return;
      for (const { name, arguments: args = [] } of selection.directives ?? []) {
        if (name.value !== 'defer') continue;
        for (const { value } of args) if (value.kind === Kind.VARIABLE) conditions.add(value.name.value);
      }
      if (selection.kind === Kind.FIELD) {
        count += weight;
        visit(selection.selectionSet, fieldType(type, selection.name.value));
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        visit(selection.selectionSet, condition === undefined ? type : findType(condition));
      } else {
        visit(fragments.get(selection.name.value), findType(fragmentTypes.get(selection.name.value) ?? ''));
      }
    }
  }

  function findType(name: string): CompositeType | undefined {
    const type = schema.type(name);
    return type && isCompositeType(type) ? type : undefined;
  }

  function fieldType(type: CompositeType | undefined, fieldName: string): CompositeType | undefined {
    const field = !type || isUnionType(type) ? undefined : type.field(fieldName);
    return field?.type && findType(field.type.toString().replace(/[[\]!]/g, ''));
  }

  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    visit(definition.selectionSet, schema.schemaDefinition.rootType(definition.operation));
  }
  return count * 2 ** conditions.size;
}

function countRuntimeTypes(type: CompositeType | undefined): number {
  if (type === undefined || isObjectType(type)) return 1;
  return isUnionType(type) ? type.membersCount() : type.possibleRuntimeTypes().length;
}
