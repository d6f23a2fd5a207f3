import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type InlineFragmentNode,
  isAbstractType,
  isInterfaceType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded } from '../../planning/operation/is-included.ts';
import type { DeferSite } from '../../planning/operation/label-defers.ts';

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
  readonly deferred: readonly DeferredFragment[];
}

export interface DeferredFragment {
  readonly site: DeferSite;
  /** The type that decides whether it is for the object, where that is not known yet. */
  readonly undecided: string | undefined;
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
  const deferred: DeferredFragment[] = [];
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
        const condition = selection.typeCondition?.name.value;
        const site = findActiveSite(selection, { deferSites, conditions });
        if (site === undefined) {
          if (applies(condition)) collect(selection.selectionSet);
        } else if (applies(condition)) deferred.push({ site, undecided: undefined });
        // The type may be known by the time that the fragment comes.
        else if (isInterfaceType(type)) deferred.push({ site, undecided: condition });
      } else if (!visited.has(selection.name.value)) {
        visited.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment && applies(fragment.typeCondition.name.value)) collect(fragment.selectionSet);
      }
    }
  }

  function applies(condition: string | undefined): boolean {
    return condition === undefined || meetsCondition(type, condition, schema);
  }

  for (const set of selectionSets) collect(set);
  return { fields, deferred };
}

/** Whether an object of a type meets a type condition for certain. */
export function meetsCondition(
  type: GraphQLObjectType | GraphQLInterfaceType,
  condition: string,
  schema: GraphQLSchema,
): boolean {
  if (condition === type.name) return true;
  const conditionType = schema.getType(condition);
  return isAbstractType(conditionType) && schema.isSubType(conditionType, type);
}

/** The site of a fragment that comes later in this request; undefined when it comes at once. */
export function findActiveSite(
  fragment: InlineFragmentNode,
  { deferSites, conditions }: Pick<CollectFieldsOptions, 'deferSites' | 'conditions'>,
): DeferSite | undefined {
  const site = deferSites.get(fragment);
  if (site === undefined) return undefined;
  return site.condition === undefined || conditions[site.condition] ? site : undefined;
}
