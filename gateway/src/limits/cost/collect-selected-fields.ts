import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  isCompositeType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { both, type Condition, compileCondition, either } from './compile-condition.ts';

/** A field of one type that stands at one place of the response, with all its selections. */
export interface SelectedField {
  readonly parentType: GraphQLCompositeType;
  readonly nodes: FieldNode[];
  condition: Condition;
}

/** By response name, the fields that can stand there: one, or one for each type condition. */
export type SelectedFields = ReadonlyMap<string, readonly SelectedField[]>;

export interface CollectOptions {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/**
 * Collects what selection sets of one type select, as https://spec.graphql.org/October2021/#CollectFields() does: a field
 * that is selected twice under one name is executed once.
 */
export function collectSelectedFields(
  selectionSets: readonly SelectionSetNode[],
  type: GraphQLCompositeType,
  { schema, fragments }: CollectOptions,
): SelectedFields {
  const fields = new Map<string, SelectedField[]>();

  function add(node: FieldNode, parentType: GraphQLCompositeType, condition: Condition): void {
    const name = node.alias?.value ?? node.name.value;
    const known = fields.get(name) ?? [];
    fields.set(name, known);
    const same = known.find((field) => field.parentType === parentType);
    if (!same) {
      known.push({ parentType, nodes: [node], condition });
      return;
    }
    same.nodes.push(node);
    same.condition = either(same.condition, condition);
  }

  function collect(set: SelectionSetNode, parentType: GraphQLCompositeType, outer: Condition): void {
    for (const selection of set.selections) {
      const condition = both(outer, compileCondition(selection));
      if (condition === false) continue;
      if (selection.kind === Kind.FIELD) {
        add(selection, parentType, condition);
        continue;
      }
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      if (!fragment) continue;
      const named = fragment.typeCondition && schema.getType(fragment.typeCondition.name.value);
      collect(fragment.selectionSet, isCompositeType(named) ? named : parentType, condition);
    }
  }

  for (const set of selectionSets) collect(set, type, true);
  return fields;
}
