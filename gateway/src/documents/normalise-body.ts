import { type DefinitionNode, Kind, parse, print } from 'graphql';

/**
 * Writes a document as it is compared with a safelist: operations, then fragments, each sorted by name, without comments
 * or anything else that has no meaning.
 * @throws GraphQLError when it cannot be parsed
 */
export function normaliseBody(body: string, options: { readonly maxTokens?: number } = {}): string {
  const { definitions } = parse(body, { noLocation: true, ...options });
  const sorted = definitions.toSorted((one, other) => compare(sortKey(one), sortKey(other)));
  return sorted.map(print).join('\n');
}

function sortKey(definition: DefinitionNode): string {
  const name = 'name' in definition ? (definition.name?.value ?? '') : '';
  return `${definition.kind === Kind.OPERATION_DEFINITION ? 0 : 1} ${name}`;
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
