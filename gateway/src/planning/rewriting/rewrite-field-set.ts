import {
  type FieldDefinitionNode,
  Kind,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql';

export interface RewriteFieldSetOptions {
  readonly parentType: string;
  findField(typeName: string, fieldName: string): FieldDefinitionNode | undefined;
  /** Called for each field that takes arguments, with those it is given; returns the name to put in its place. */
  replace(typeName: string, fieldName: string, args: string): string;
}

/** Replaces every field that takes arguments in a `FieldSet`, the scalar of federation's `@requires`. */
export function rewriteFieldSet(fieldSet: string, options: RewriteFieldSetOptions): string {
  const definition = parse(`{${fieldSet}}`, { noLocation: true }).definitions[0];
  if (definition?.kind !== Kind.OPERATION_DEFINITION) return fieldSet;

  function rewriteSet(set: SelectionSetNode, typeName: string): SelectionSetNode {
    return { ...set, selections: set.selections.map((selection) => rewriteSelection(selection, typeName)) };
  }

  function rewriteSelection(selection: SelectionNode, typeName: string): SelectionNode {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const innerType = selection.typeCondition?.name.value ?? typeName;
      return { ...selection, selectionSet: rewriteSet(selection.selectionSet, innerType) };
    }
    if (selection.kind !== Kind.FIELD) return selection;
    const field = options.findField(typeName, selection.name.value);
    if (field === undefined) return selection;
    const inner = selection.selectionSet && {
      selectionSet: rewriteSet(selection.selectionSet, namedType(field.type)),
    };
    if (!field.arguments?.length) return { ...selection, ...inner };
    const args = (selection.arguments ?? []).map(print).sort().join(', ');
    const name = options.replace(typeName, selection.name.value, args);
    return { ...selection, ...inner, name: { kind: Kind.NAME, value: name }, arguments: [] };
  }

  return rewriteSet(definition.selectionSet, options.parentType).selections.map(print).join(' ');
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
