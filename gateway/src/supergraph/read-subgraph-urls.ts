import { Kind, parse, valueFromASTUntyped } from 'graphql';

/** Reads the address of each subgraph, by name, from the `join__Graph` enum of a supergraph (https://specs.apollo.dev/join/v0.5/#@graph). */
export function readSubgraphUrls(supergraphSdl: string): ReadonlyMap<string, string> {
  const urls = new Map<string, string>();
  for (const definition of parse(supergraphSdl, { noLocation: true }).definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') continue;
    for (const directive of definition.values?.flatMap(({ directives }) => directives ?? []) ?? []) {
      if (directive.name.value !== 'join__graph') continue;
      const given = Object.fromEntries(
        (directive.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
      );
      urls.set(String(given['name']), String(given['url'] ?? ''));
    }
  }
  return urls;
}
