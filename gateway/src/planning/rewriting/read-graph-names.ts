import { type DocumentNode, Kind } from 'graphql';

/** Maps the values of the enum `join__Graph` of a supergraph to the names of its subgraphs. */
export function readGraphNames(document: DocumentNode): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') continue;
    for (const value of definition.values ?? []) {
      const graph = value.directives?.find((directive) => directive.name.value === 'join__graph');
      const name = graph?.arguments?.find((argument) => argument.name.value === 'name');
      names.set(value.name.value, name?.value.kind === Kind.STRING ? name.value.value : value.name.value);
    }
  }
  return names;
}
