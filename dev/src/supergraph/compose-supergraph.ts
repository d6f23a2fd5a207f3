import { Supergraph } from '@apollo/federation-internals';
import { lexicographicSortSchema, printSchema } from 'graphql';
import {
  composeSubgraphs,
  type SubgraphToCompose,
} from '../../../gateway/src/supergraph/compose-subgraphs.ts';

/**
 * Composes subgraphs into the text of a supergraph and of the schema that clients see of it.
 * @throws Error with every composition error, a line each.
 */
export function composeSupergraph(subgraphs: readonly SubgraphToCompose[]): {
  supergraph: string;
  schema: string;
} {
  const supergraph = composeSubgraphs(subgraphs);
  const api = Supergraph.build(supergraph).apiSchema().toGraphQLJSSchema({ includeDefer: true });
  return { supergraph, schema: `${printSchema(lexicographicSortSchema(api))}\n` };
}
