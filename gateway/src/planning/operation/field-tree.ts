import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, type SelectionNode } from 'graphql';
import { getOrInsert } from '../../values/get-or-insert.ts';

/** The fields of a selection by response key, whatever the types and conditions of its fragments. */
export interface FieldTree extends ReadonlyMap<string, FieldTree> {}

interface MutableFieldTree extends Map<string, MutableFieldTree> {}

/** Reads the tree of selections of an operation or of a plan. */
export function readFieldTree(selections: readonly (SelectionNode | QueryPlanSelectionNode)[]): FieldTree {
  const tree: MutableFieldTree = new Map();
  addFields(selections, tree);
  return tree;
}

function addFields(
  selections: readonly (SelectionNode | QueryPlanSelectionNode)[],
  tree: MutableFieldTree,
): void {
  for (const selection of selections) {
    if ('selections' in selection && selection.kind === 'InlineFragment') {
      addFields(selection.selections, tree);
    } else if (selection.kind === Kind.INLINE_FRAGMENT && 'selectionSet' in selection) {
      addFields(selection.selectionSet.selections, tree);
    } else if (selection.kind === Kind.FIELD) {
      const { name, alias = name } = selection;
      const inner = getOrInsert(
        tree,
        typeof alias === 'string' ? alias : alias.value,
        (): MutableFieldTree => new Map(),
      );
      if ('selectionSet' in selection) addFields(selection.selectionSet?.selections ?? [], inner);
      else if ('selections' in selection) addFields(selection.selections ?? [], inner);
    }
  }
}

/** Whether a tree has all the fields of another. */
export function containsFields(tree: FieldTree, other: FieldTree): boolean {
  return other.entries().every(([key, inner]) => {
    const own = tree.get(key);
    return own !== undefined && containsFields(own, inner);
  });
}

/** Selections in the form that plans have, where each field and each fragment is there once. */
export function toPlanSelections(selections: readonly SelectionNode[]): QueryPlanSelectionNode[] {
  const groups = Map.groupBy(selections, (selection) => {
    if (selection.kind !== Kind.INLINE_FRAGMENT) return selection.name.value;
    return `... on ${selection.typeCondition?.name.value}`;
  });
  return Array.from(groups.values(), (group): QueryPlanSelectionNode => {
    const inner = toPlanSelections(group.flatMap((same) => readInner(same)));
    const [first] = group;
    if (first?.kind === Kind.FIELD)
      return { kind: 'Field', name: first.name.value, ...(inner.length > 0 && { selections: inner }) };
    const type = first?.kind === Kind.INLINE_FRAGMENT ? first.typeCondition?.name.value : undefined;
    return { kind: 'InlineFragment', ...(type !== undefined && { typeCondition: type }), selections: inner };
  });
}

function readInner(selection: SelectionNode): readonly SelectionNode[] {
  return selection.kind === Kind.FRAGMENT_SPREAD ? [] : (selection.selectionSet?.selections ?? []);
}
