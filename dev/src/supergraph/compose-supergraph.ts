import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { lexicographicSortSchema, parse, printSchema } from 'graphql';

export interface SubgraphSource {
  readonly name: string;
  readonly url: string;
  readonly typeDefs: string;
}

/**
 * Composes subgraphs into the text of a supergraph and of the schema that clients see of it.
 * @throws Error with every composition error, a line each.
 */
export function composeSupergraph(subgraphs: readonly SubgraphSource[]): {
  supergraph: string;
  schema: string;
} {
  const result = composeServices(
    subgraphs.map(({ name, url, typeDefs }) => ({ name, url, typeDefs: parse(typeDefs) })),
  );
  if (!result.supergraphSdl) {
    throw new Error(
      `The subgraphs do not compose:\n${result.errors?.map(({ message }) => `  ${message}`).join('\n')}`,
    );
  }
  const api = Supergraph.build(result.supergraphSdl).apiSchema().toGraphQLJSSchema();
  return { supergraph: result.supergraphSdl, schema: `${printSchema(lexicographicSortSchema(api))}\n` };
}
