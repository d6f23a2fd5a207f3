import { composeSubgraphs, type SubgraphToCompose } from '../../src/supergraph/compose-subgraphs.ts';

/** Composes a supergraph's SDL. Throws when the subgraphs do not fit. */
export function composeSupergraph(subgraphs: readonly SubgraphToCompose[]): string {
  return composeSubgraphs(subgraphs.map(({ name, url, typeDefs }) => ({ name, url, typeDefs })));
}
