import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { DeniedSelections } from './denials.ts';
import type { ResponseKeys } from './response-keys.ts';
import type { SelectedOperation } from './select-operation.ts';

export interface CanonicaliseOptions {
  readonly keepsDefer: boolean;
  /** What the caller may not see, which is not planned. */
  readonly denied?: DeniedSelections | undefined;
}

/**
 * The document to plan for an operation: fields are fetched under the keys of {@link ResponseKeys} instead of the
 * client's aliases, and introspection, which the gateway answers itself, is gone. Undefined when nothing is left.
 */
export function canonicaliseOperation(
  { definition, fragments }: SelectedOperation,
  keys: ResponseKeys,
  { keepsDefer, denied }: CanonicaliseOptions,
): DocumentNode | undefined {
  const used = new Set<string>();

  function rewriteSet(set: SelectionSetNode, isRoot: boolean): SelectionSetNode | undefined {
    const selections = set.selections.flatMap((selection) => rewriteSelection(selection, isRoot) ?? []);
    if (isRoot) return selections.length > 0 ? { ...set, selections } : undefined;
    // Nothing may be left of a selection when its conditions exclude each other, but the object is there.
    const isConditional = selections.every(({ directives }) => directives?.length);
    const needsType = isConditional || denied?.typed.has(set);
    return { ...set, selections: needsType ? [typename, ...selections] : selections };
  }

  function rewriteSelection(selection: SelectionNode, isRoot: boolean): SelectionNode | undefined {
    const directives = foldConditions(selection.directives ?? [], keepsDefer);
    if (directives === 'excluded') return undefined;
    switch (selection.kind) {
      case Kind.FIELD:
        return rewriteField(selection, directives, isRoot);
      case Kind.INLINE_FRAGMENT: {
        const selectionSet = rewriteSet(selection.selectionSet, isRoot);
        return selectionSet && { ...selection, directives, selectionSet };
      }
      case Kind.FRAGMENT_SPREAD: {
        const fragment = fragments.get(selection.name.value);
        if (fragment === undefined) return undefined;
        if (!isRoot) {
          used.add(selection.name.value);
          return { ...selection, directives };
        }
        const selectionSet = rewriteSet(fragment.selectionSet, true);
        return (
          selectionSet && {
            kind: Kind.INLINE_FRAGMENT,
            directives,
            selectionSet,
            typeCondition: fragment.typeCondition,
          }
        );
      }
    }
  }

  function rewriteField(
    field: FieldNode,
    directives: readonly DirectiveNode[],
    isRoot: boolean,
  ): FieldNode | undefined {
    const name = field.name.value;
    if (denied?.nodes.has(field)) return undefined;
    if (name.startsWith('__')) return isRoot ? undefined : typename;
    const key = keys.keyOf(field);
    const { alias: _, ...rest } = field;
    const selectionSet = field.selectionSet && rewriteSet(field.selectionSet, false);
    return {
      ...rest,
      directives,
      ...(key !== name && { alias: { kind: Kind.NAME, value: key } }),
      ...(selectionSet && { selectionSet }),
    };
  }

  const selectionSet = rewriteSet(definition.selectionSet, true);
  if (selectionSet === undefined) return undefined;
  const definitions: (OperationDefinitionNode | FragmentDefinitionNode)[] = [{ ...definition, selectionSet }];
  // A set can grow while it is read: fragments met in fragments are visited too.
  for (const name of used) {
    const fragment = fragments.get(name);
    const inner = fragment && rewriteSet(fragment.selectionSet, false);
    if (inner) definitions.push({ ...fragment, selectionSet: inner });
  }
  return { kind: Kind.DOCUMENT, definitions };
}

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** Drops conditions that are true as written, and `@defer` if it has no effect; says `excluded` when one is false. */
function foldConditions(
  directives: readonly DirectiveNode[],
  keepsDefer: boolean,
): readonly DirectiveNode[] | 'excluded' {
  const kept: DirectiveNode[] = [];
  for (const directive of directives) {
    if (directive.name.value === 'defer' && !keepsDefer) continue;
    const condition = directive.arguments?.find(({ name }) => name.value === 'if')?.value;
    const includes =
      directive.name.value === 'include' ? true : directive.name.value === 'skip' ? false : undefined;
    if (includes === undefined || condition?.kind !== Kind.BOOLEAN) kept.push(directive);
    else if (condition.value !== includes) return 'excluded';
  }
  return kept;
}
