import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** One operation of a document, with the fragments of that document. */
export interface SelectedOperation {
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** Picks the operation by name, or the only one when no name is given; undefined when that is ambiguous. */
export function selectOperation(
  document: DocumentNode,
  operationName: string | undefined,
): SelectedOperation | undefined {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const candidates: OperationDefinitionNode[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    if (operationName === undefined || definition.name?.value === operationName) candidates.push(definition);
  }
  const [definition] = candidates;
  return definition && candidates.length === 1 ? { definition, fragments } : undefined;
}

/** The fields at the root of an operation, those inside fragments included. */
export function collectRootFields({ definition, fragments }: SelectedOperation): ReadonlySet<FieldNode> {
  const fields = new Set<FieldNode>();
  const collect = ({ selections }: SelectionSetNode) => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) fields.add(selection);
      else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
      else {
        const fragment = fragments.get(selection.name.value);
        if (fragment) collect(fragment.selectionSet);
      }
    }
  };
  collect(definition.selectionSet);
  return fields;
}
