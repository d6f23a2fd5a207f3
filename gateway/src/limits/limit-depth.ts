import { type FragmentDefinitionNode, Kind, type SelectionSetNode, type ValidationRule } from 'graphql';
import { createGraphQLError, gatewayErrors } from '../errors.ts';

/** A rule that bounds how deep fields are nested, fragments included. */
export function limitDepth(maxDepth: number): ValidationRule {
  return (context) => {
    const depths = new Map<FragmentDefinitionNode, number>();

    function measure(set: SelectionSetNode | undefined): number {
      let deepest = 0;
      for (const selection of set?.selections ?? []) {
        const depth =
          selection.kind === Kind.FIELD
            ? 1 + measure(selection.selectionSet)
            : selection.kind === Kind.INLINE_FRAGMENT
              ? measure(selection.selectionSet)
              : measureFragment(context.getFragment(selection.name.value));
        deepest = Math.max(deepest, depth);
      }
      return deepest;
    }

    function measureFragment(fragment: FragmentDefinitionNode | null | undefined): number {
      if (!fragment) return 0;
      const known = depths.get(fragment);
      if (known !== undefined) return known;
      // Ends the recursion of fragments that spread each other, which another rule reports.
      depths.set(fragment, 0);
      const depth = measure(fragment.selectionSet);
      depths.set(fragment, depth);
      return depth;
    }

    return {
      OperationDefinition(node) {
        if (measure(node.selectionSet) <= maxDepth) return;
        const message = `${gatewayErrors.table.MAX_DEPTH_LIMIT.message} It accepts ${maxDepth} levels.`;
        context.reportError(createGraphQLError('MAX_DEPTH_LIMIT', { message, nodes: node }));
      },
    };
  };
}
