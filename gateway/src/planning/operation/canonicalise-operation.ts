import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { DeniedSelections } from '../denials.ts';
import type { ResponseKeys } from './response-keys.ts';
import type { SelectedOperation } from './select-operation.ts';

export interface CanonicaliseOptions {
  readonly keepsDefer: boolean;
  /** What the caller may not see, which is not planned. */
  readonly denied?: DeniedSelections | undefined;
  readonly schema: GraphQLSchema;
}

/** Where selections stand: at the root, or on a type. */
type Parent = GraphQLNamedType | undefined;

/**
 * The document to plan for an operation: fields are fetched under the keys of {@link ResponseKeys} instead of the
 * client's aliases, and introspection, which the gateway answers itself, is gone. Undefined when nothing is left.
 */
export function canonicaliseOperation(
  { definition, fragments }: SelectedOperation,
  keys: ResponseKeys,
  { keepsDefer, denied, schema }: CanonicaliseOptions,
): DocumentNode | undefined {
  const used = new Set<string>();

  function rewriteSet(set: SelectionSetNode, parent: Parent, isRoot: boolean): SelectionSetNode | undefined {
    const selections = set.selections.flatMap(
      (selection) => rewriteSelection(selection, parent, isRoot) ?? [],
    );
    if (isRoot) return selections.length > 0 ? { ...set, selections } : undefined;
    // Nothing may be left of a selection: conditions exclude each other, or no fragment is for the type. The object is there.
    const needsType =
      !selections.some((selection) => isSure(selection, parent, { fragments, schema })) ||
      denied?.typed.has(set);
    return { ...set, selections: needsType ? [typename, ...selections.map(keepApart)] : selections };
  }

  function rewriteSelection(
    selection: SelectionNode,
    parent: Parent,
    isRoot: boolean,
  ): SelectionNode | undefined {
    const directives = foldConditions(selection.directives ?? [], keepsDefer);
    if (directives === 'excluded') return undefined;
    switch (selection.kind) {
      case Kind.FIELD:
        return rewriteField(selection, directives, { parent, isRoot });
      case Kind.INLINE_FRAGMENT: {
        const condition = selection.typeCondition?.name.value;
        const type = condition === undefined ? parent : schema.getType(condition);
        const selectionSet = rewriteSet(selection.selectionSet, type, isRoot);
        return selectionSet && { ...selection, directives, selectionSet };
      }
      case Kind.FRAGMENT_SPREAD: {
        const fragment = fragments.get(selection.name.value);
        if (fragment === undefined) return undefined;
        if (!isRoot) {
          used.add(selection.name.value);
          return { ...selection, directives };
        }
        const selectionSet = rewriteSet(fragment.selectionSet, parent, true);
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
    { parent, isRoot }: { readonly parent: Parent; readonly isRoot: boolean },
  ): FieldNode | undefined {
    const name = field.name.value;
    if (denied?.nodes.has(field)) return undefined;
    if (name.startsWith('__')) return isRoot ? undefined : typename;
    const key = keys.keyOf(field);
    const { alias: _, ...rest } = field;
    const type = isObjectOrInterface(parent) ? getNamedType(parent.getFields()[name]?.type) : undefined;
    const selectionSet = field.selectionSet && rewriteSet(field.selectionSet, type, false);
    return {
      ...rest,
      directives,
      ...(key !== name && { alias: { kind: Kind.NAME, value: key } }),
      ...(selectionSet && { selectionSet }),
    };
  }

  const root = schema.getRootType(definition.operation) ?? undefined;
  const selectionSet = rewriteSet(definition.selectionSet, root, true);
  if (selectionSet === undefined) return undefined;
  const definitions: (OperationDefinitionNode | FragmentDefinitionNode)[] = [{ ...definition, selectionSet }];
  // A set can grow while it is read: fragments met in fragments are visited too.
  for (const name of used) {
    const fragment = fragments.get(name);
    const inner =
      fragment && rewriteSet(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value), false);
    if (inner) definitions.push({ ...fragment, selectionSet: inner });
  }
  return { kind: Kind.DOCUMENT, definitions };
}

/** Whether a selection asks for something whatever the conditions and the type of the object. */
function isSure(
  selection: SelectionNode,
  parent: Parent,
  { fragments, schema }: Pick<SelectedOperation, 'fragments'> & Pick<CanonicaliseOptions, 'schema'>,
): boolean {
  if (selection.directives?.length) return false;
  if (selection.kind === Kind.FIELD) return true;
  const condition =
    selection.kind === Kind.INLINE_FRAGMENT
      ? selection.typeCondition
      : fragments.get(selection.name.value)?.typeCondition;
  if (condition === undefined) return true;
  const type = schema.getType(condition.name.value);
  return (
    type === parent || (isAbstractType(type) && isObjectOrInterface(parent) && schema.isSubType(type, parent))
  );
}

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * Moves the conditions of a field to a fragment around it. The planner fetches `__typename` with the first field beside it,
 * and would ask the subgraph of that field even where its condition excludes it.
 */
function keepApart(selection: SelectionNode): SelectionNode {
  if (selection.kind !== Kind.FIELD) return selection;
  const [conditions, others] = partition(selection.directives ?? []);
  if (conditions.length === 0) return selection;
  const field = { ...selection, directives: others };
  return {
    kind: Kind.INLINE_FRAGMENT,
    directives: conditions,
    selectionSet: { kind: Kind.SELECTION_SET, selections: [field] },
  };
}

function partition(directives: readonly DirectiveNode[]): readonly [DirectiveNode[], DirectiveNode[]] {
  const { conditions = [], others = [] } = Object.groupBy(directives, ({ name }) =>
    name.value === 'skip' || name.value === 'include' ? 'conditions' : 'others',
  );
  return [conditions, others];
}

function isObjectOrInterface(type: Parent): type is GraphQLObjectType | GraphQLInterfaceType {
  return isObjectType(type) || isInterfaceType(type);
}

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
