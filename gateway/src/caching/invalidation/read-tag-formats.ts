import { type ConstDirectiveNode, type ConstValueNode, type DocumentNode, Kind } from 'graphql';

/** The formats of `@cacheTag` by subgraph and coordinate: a type, or a field of the query type. */
export type TagFormats = (subgraph: string, coordinate: string) => readonly string[];

/**
 * Reads `@cacheTag` (https://specs.apollo.dev/cacheTag/v0.1) from a supergraph, where it stands as an argument of
 * `@join__directive`. `graphNames` are those of the subgraphs by the values of `join__Graph`.
 */
export function readTagFormats(document: DocumentNode, graphNames: ReadonlyMap<string, string>): TagFormats {
  const formats = new Map<string, string[]>();

  function readDirectives(coordinate: string, directives: readonly ConstDirectiveNode[] = []): void {
    for (const { name, arguments: args = [] } of directives) {
      if (name.value !== 'join__directive') continue;
      const values = new Map(args.map((argument) => [argument.name.value, argument.value]));
      const format = readFormat(values.get('name'), values.get('args'));
      if (format === undefined) continue;
      for (const graph of listEnums(values.get('graphs'))) {
        const key = `${graphNames.get(graph) ?? graph} ${coordinate}`;
        formats.set(key, [...(formats.get(key) ?? []), format]);
      }
    }
  }

  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION)
      continue;
    readDirectives(definition.name.value, definition.directives);
    for (const field of definition.fields ?? [])
      readDirectives(`${definition.name.value}.${field.name.value}`, field.directives);
  }
  return (subgraph, coordinate) => formats.get(`${subgraph} ${coordinate}`) ?? [];
}

function readFormat(name: ConstValueNode | undefined, args: ConstValueNode | undefined): string | undefined {
  if (name?.kind !== Kind.STRING || name.value !== 'federation__cacheTag') return undefined;
  if (args?.kind !== Kind.OBJECT) return undefined;
  const format = args.fields.find((field) => field.name.value === 'format')?.value;
  return format?.kind === Kind.STRING ? format.value : undefined;
}

function listEnums(value: ConstValueNode | undefined): readonly string[] {
  const values = value?.kind === Kind.LIST ? value.values : [];
  return values.flatMap((each) => (each.kind === Kind.ENUM ? [each.value] : []));
}
