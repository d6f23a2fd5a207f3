import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { SelectedOperation } from './operation/select-operation.ts';

/** What a caller may not see of a supergraph, as far as one operation can tell. */
export interface Denials {
  /** Equal for callers who may not see the same. */
  readonly key: string;
  isTypeDenied(typeName: string): boolean;
  isFieldDenied(typeName: string, fieldName: string): boolean;
}

/** The selections of an operation that are denied wherever their objects turn up. */
export interface DeniedSelections {
  readonly denials: Denials;
  readonly nodes: ReadonlySet<FieldNode>;
  /** Selections whose objects may be of types that are denied, so that their types have to be known. */
  readonly typed: ReadonlySet<SelectionSetNode>;
}

/** Whether the field of a type is denied: by itself, by its type or by the type of its value. */
export function deniesField(denials: Denials, type: GraphQLCompositeType, fieldName: string): boolean {
  const field = isUnionType(type) ? undefined : type.getFields()[fieldName];
  return (
    denials.isTypeDenied(type.name) ||
    denials.isFieldDenied(type.name, fieldName) ||
    (field !== undefined && denials.isTypeDenied(getNamedType(field.type).name))
  );
}

/** Whether a type, or what may be behind an abstract one, has anything that is denied. */
function concerns(denials: Denials, type: GraphQLCompositeType, schema: GraphQLSchema): boolean {
  const types = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
  return types.some(
    (one) =>
      denials.isTypeDenied(one.name) ||
      Object.keys(one.getFields()).some((name) => deniesField(denials, one, name)),
  );
}

/** Finds what is denied of an operation by its types alone. */
export function findDeniedSelections(
  { definition, fragments }: SelectedOperation,
  denials: Denials,
  schema: GraphQLSchema,
): DeniedSelections {
  const nodes = new Set<FieldNode>();
  const typed = new Set<SelectionSetNode>();

  function visit(set: SelectionSetNode, type: GraphQLCompositeType): void {
    if (isAbstractType(type) && concerns(denials, type, schema)) typed.add(set);
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) visitField(selection, type);
      else if (selection.kind === Kind.INLINE_FRAGMENT)
        visitOn(selection.selectionSet, selection.typeCondition?.name.value ?? type.name);
    }
  }

  function visitField(node: FieldNode, type: GraphQLCompositeType): void {
    const name = node.name.value;
    if (name.startsWith('__')) return;
    if (deniesField(denials, type, name)) {
      nodes.add(node);
      return;
    }
    const field = isUnionType(type) ? undefined : type.getFields()[name];
    const inner = field && getNamedType(field.type);
    if (node.selectionSet && isCompositeType(inner)) visit(node.selectionSet, inner);
  }

  function visitOn(set: SelectionSetNode, typeName: string): void {
    const type = schema.getType(typeName);
    if (isCompositeType(type)) visit(set, type);
  }

  const root = schema.getRootType(definition.operation);
  if (root) visit(definition.selectionSet, root);
  for (const { selectionSet, typeCondition } of fragments.values())
    visitOn(selectionSet, typeCondition.name.value);
  return { denials, nodes, typed };
}
