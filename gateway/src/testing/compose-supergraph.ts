import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

/** Composes a supergraph's SDL. Throws when the subgraphs do not fit. */
export function composeSupergraph(
  subgraphs: readonly { readonly name: string; readonly url: string; readonly typeDefs: string }[],
): string {
  const { supergraphSdl, errors } = composeServices(
    subgraphs.map(({ typeDefs, ...subgraph }) => ({ ...subgraph, typeDefs: parse(typeDefs) })),
  );
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('; '));
  return supergraphSdl;
}
