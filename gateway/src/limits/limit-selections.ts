import { type FragmentDefinitionNode, Kind, type SelectionSetNode, type ValidationRule } from 'graphql';
import { createGraphQLError, gatewayErrors } from '../errors.ts';

/**
 * A rule that bounds how much an operation selects, each fragment counted as often as it is spread: 30 fragments that
 * spread the next one twice are a page of text and a thousand million selections.
 */
export function limitSelections(maxSelections: number): ValidationRule {
  return (context) => {
    const counts = new Map<FragmentDefinitionNode, number>();

    function count(set: SelectionSetNode | undefined): number {
      let total = 0;
      for (const selection of set?.selections ?? []) {
        total += 1;
        total +=
          selection.kind === Kind.FRAGMENT_SPREAD
            ? countFragment(context.getFragment(selection.name.value))
            : count(selection.selectionSet);
      }
      return total;
    }

    function countFragment(fragment: FragmentDefinitionNode | null | undefined): number {
      if (!fragment) return 0;
      let total = counts.get(fragment);
      if (total === undefined) {
        // Ends the recursion of fragments that spread each other, which another rule reports.
        counts.set(fragment, 0);
        total = count(fragment.selectionSet);
        counts.set(fragment, total);
      }
      return total;
    }

    return {
      OperationDefinition(node) {
        if (count(node.selectionSet) <= maxSelections) return;
        const { message } = gatewayErrors.table.MAX_SELECTIONS_LIMIT;
        context.reportError(
          createGraphQLError('MAX_SELECTIONS_LIMIT', {
            message: `${message} It accepts ${maxSelections}.`,
            nodes: node,
          }),
        );
      },
    };
  };
}
