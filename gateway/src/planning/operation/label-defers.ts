import {
  type ArgumentNode,
  type DirectiveNode,
  type InlineFragmentNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { SelectedOperation } from './select-operation.ts';

/** A fragment whose data may come later. */
export interface DeferSite {
  /** The name of this use of the fragment in the plan. */
  readonly id: string;
  /** What the client calls it. */
  readonly label: string | undefined;
  /** The variable that has to be true; undefined when it is always deferred. */
  readonly condition: string | undefined;
  readonly selectionSet: SelectionSetNode;
}

export interface LabelledOperation {
  readonly operation: SelectedOperation;
  readonly sites: ReadonlyMap<InlineFragmentNode, DeferSite>;
}

/**
 * Gives each use of `@defer` in an operation a label of its own, by which plan and response meet. For that, fragments
 * become inline: one that is spread twice is deferred twice. Without `@defer` the operation is left as it is.
 */
export function labelDefers(operation: SelectedOperation): LabelledOperation {
  const { definition, fragments } = operation;
  const sites = new Map<InlineFragmentNode, DeferSite>();

  function expandSet(set: SelectionSetNode): SelectionSetNode {
    return { ...set, selections: set.selections.flatMap(expand) };
  }

  function expand(selection: SelectionNode): SelectionNode | readonly SelectionNode[] {
    if (selection.kind === Kind.FIELD) {
      return selection.selectionSet
        ? { ...selection, selectionSet: expandSet(selection.selectionSet) }
        : selection;
    }
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    if (fragment === undefined) return [];
    const { typeCondition } = fragment;
    const inline: InlineFragmentNode = {
      kind: Kind.INLINE_FRAGMENT,
      ...(typeCondition && { typeCondition }),
      directives: (selection.directives ?? []).filter(({ name }) => name.value !== 'defer'),
      selectionSet: expandSet(fragment.selectionSet),
    };
    const defer = selection.directives?.find(({ name }) => name.value === 'defer');
    return defer ? deferFragment(inline, defer) : inline;
  }

  function deferFragment(inline: InlineFragmentNode, defer: DirectiveNode): InlineFragmentNode {
    const label = defer.arguments?.find(({ name }) => name.value === 'label')?.value;
    const condition = defer.arguments?.find(({ name }) => name.value === 'if');
    if (condition?.value.kind === Kind.BOOLEAN && !condition.value.value) return inline;
    const id = `_d${sites.size}`;
    const isVariable = condition?.value.kind === Kind.VARIABLE;
    const deferred = {
      ...inline,
      directives: [...(inline.directives ?? []), createDefer(id, isVariable ? condition : undefined)],
    };
    sites.set(deferred, {
      id,
      label: label?.kind === Kind.STRING ? label.value : undefined,
      condition: condition?.value.kind === Kind.VARIABLE ? condition.value.name.value : undefined,
      selectionSet: inline.selectionSet,
    });
    return deferred;
  }

  const expanded = expandSet(definition.selectionSet);
  if (sites.size === 0) return { operation, sites };
  return {
    operation: { definition: { ...definition, selectionSet: expanded }, fragments: new Map() },
    sites,
  };
}

function createDefer(label: string, condition: ArgumentNode | undefined): DirectiveNode {
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: 'defer' },
    arguments: [
      {
        kind: Kind.ARGUMENT,
        name: { kind: Kind.NAME, value: 'label' },
        value: { kind: Kind.STRING, value: label },
      },
      ...(condition ? [condition] : []),
    ],
  };
}
