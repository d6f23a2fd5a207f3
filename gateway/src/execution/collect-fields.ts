import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type InlineFragmentNode,
  isAbstractType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded } from '../planning/is-included.ts';
import type { DeferSite } from '../planning/label-defers.ts';

/** Values of the variables that `@skip`, `@include` and `@defer` of one operation depend on. */
export type Conditions = Readonly<Record<string, boolean>>;

export interface CollectFieldsOptions {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly conditions: Conditions;
  readonly deferSites: ReadonlyMap<InlineFragmentNode, DeferSite>;
}

export interface CollectedFields {
  /** By response name. */
  readonly fields: ReadonlyMap<string, readonly FieldNode[]>;
  /** The fragments that come later. */
  readonly deferred: readonly DeferSite[];
}

/**
 * Collects the fields that an object of one type answers with, in order.
 * https://spec.graphql.org/October2021/#CollectFields()
 */
export function collectFields(
  type: GraphQLObjectType | GraphQLInterfaceType,
  selectionSets: readonly SelectionSetNode[],
  { schema, fragments, conditions, deferSites }: CollectFieldsOptions,
): CollectedFields {
  const fields = new Map<string, FieldNode[]>();
  const deferred: DeferSite[] = [];
  const visited = new Set<string>();

  function collect(set: SelectionSetNode): void {
    for (const selection of set.selections) {
      if (!isIncluded(selection.directives ?? [], conditions)) continue;
      if (selection.kind === Kind.FIELD) {
        const name = selection.alias?.value ?? selection.name.value;
        const existing = fields.get(name);
        if (existing === undefined) fields.set(name, [selection]);
        else existing.push(selection);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (!applies(selection.typeCondition?.name.value)) continue;
        const site = deferSites.get(selection);
        if (site !== undefined && (site.condition === undefined || conditions[site.condition]))
          deferred.push(site);
        else collect(selection.selectionSet);
      } else if (!visited.has(selection.name.value)) {
        visited.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment && applies(fragment.typeCondition.name.value)) collect(fragment.selectionSet);
      }
    }
  }

  function applies(condition: string | undefined): boolean {
    if (condition === undefined || condition === type.name) return true;
    const conditionType = schema.getType(condition);
    return isAbstractType(conditionType) && schema.isSubType(conditionType, type);
  }

  for (const set of selectionSets) collect(set);
  return { fields, deferred };
}
