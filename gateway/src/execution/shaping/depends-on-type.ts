import {
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  isAbstractType,
  isInterfaceType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded } from '../../planning/operation/is-included.ts';
import { type CollectFieldsOptions, findActiveSite } from './collect-fields.ts';

/** Whether fragments make the fields of an object depend on its type, of which only an interface is known. */
export function dependsOnType(
  type: GraphQLObjectType | GraphQLInterfaceType,
  selectionSets: readonly SelectionSetNode[],
  options: CollectFieldsOptions,
): boolean {
  if (!isInterfaceType(type)) return false;
  const { schema, fragments, conditions } = options;

  function isUndecided(condition: string | undefined): boolean {
    if (condition === undefined || condition === type.name) return false;
    const conditionType = schema.getType(condition);
    return !isAbstractType(conditionType) || !schema.isSubType(conditionType, type);
  }

  return selectionSets.some((set) =>
    set.selections.some((selection) => {
      if (selection.kind === Kind.FIELD || !isIncluded(selection.directives ?? [], conditions)) return false;
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (fragment === undefined) return false;
      // What comes later is decided later.
      if (fragment.kind === Kind.INLINE_FRAGMENT && findActiveSite(fragment, options)) return false;
      return (
        isUndecided(fragment.typeCondition?.name.value) ||
        dependsOnType(type, [fragment.selectionSet], options)
      );
    }),
  );
}
