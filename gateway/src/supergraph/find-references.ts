import { type ConstDirectiveNode, type DocumentNode, type FieldNode, Kind, parse } from 'graphql';

/**
 * Finds the types of a supergraph that some subgraph only refers to: all that it says of an entity is a key, so that
 * it cannot say whether there is one. Gives each the names of the fields that its keys begin with.
 * https://specs.apollo.dev/join/v0.3/
 */
export function findReferences(document: DocumentNode): ReadonlyMap<string, ReadonlySet<string>> {
  const references = new Map<string, ReadonlySet<string>>();
  for (const type of document.definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const joins = readDirectives(type.directives, 'join__type');
    const fields = (type.fields ?? []).map(({ name, directives }) => ({
      name: name.value,
      graphs: readDirectives(directives, 'join__field')
        .filter((join) => join['external'] !== true)
        .map((join) => join['graph']),
    }));
    const keys = new Set(joins.flatMap(({ key }) => (typeof key === 'string' ? namesOf(key) : [])));
    const isReference = ({ graph, key }: Join) =>
      key !== undefined &&
      fields.every(
        // A field that no subgraph is named for is in all of them.
        ({ name, graphs }) => keys.has(name) || (graphs.length > 0 && !graphs.includes(graph)),
      );
    if (joins.some(isReference) && !joins.every(isReference)) references.set(type.name.value, keys);
  }
  return references;
}

type Join = Readonly<Record<string, string | boolean | undefined>>;

function readDirectives(directives: readonly ConstDirectiveNode[] = [], name: string): readonly Join[] {
  return directives
    .filter((directive) => directive.name.value === name)
    .map((directive) =>
      Object.fromEntries(
        (directive.arguments ?? []).map(({ name, value }) => [
          name.value,
          'value' in value ? value.value : undefined,
        ]),
      ),
    );
}

function namesOf(fieldSet: string): readonly string[] {
  const [operation] = parse(`{${fieldSet}}`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return [];
  return operation.selectionSet.selections
    .filter((selection): selection is FieldNode => selection.kind === Kind.FIELD)
    .map(({ name }) => name.value);
}
