import { composeServices } from '@apollo/composition';
import { parse, print } from 'graphql';
import { gatewayErrors } from '../errors.ts';
import { putOneOf, takeOneOf } from './keep-one-of.ts';

/** A subgraph with its schema. */
export interface SubgraphToCompose {
  readonly name: string;
  readonly url: string;
  readonly typeDefs: string;
}

/**
 * Composes subgraphs into the SDL of a supergraph, which keeps `@oneOf`. Hints tell of what composes, but may not be meant.
 * @throws ServiceError `SUPERGRAPH_INVALID` with every composition error, a line each
 */
export function composeSubgraphs(
  subgraphs: readonly SubgraphToCompose[],
  onHint?: (hint: string) => void,
): string {
  const oneOf = new Set<string>();
  const problems: string[] = [];
  const services = subgraphs.flatMap(({ name, url, typeDefs }) => {
    try {
      return [{ name, url, typeDefs: takeOneOf(parse(typeDefs), oneOf) }];
    } catch (error) {
      problems.push(`[${name}] ${(error as Error).message}`);
      return [];
    }
  });
  if (problems.length > 0) throw refuse(problems);
  const { supergraphSdl, errors, hints = [] } = composeServices(services);
  if (onHint) for (const hint of hints) onHint(hint.toString());
  if (supergraphSdl === undefined) throw refuse((errors ?? []).map(({ message }) => message));
  if (oneOf.size === 0) return supergraphSdl;
  try {
    return `${print(putOneOf(parse(supergraphSdl, { noLocation: true }), oneOf))}\n`;
  } catch (error) {
    throw refuse([(error as Error).message]);
  }
}

function refuse(problems: readonly string[]): Error {
  return gatewayErrors.create('SUPERGRAPH_INVALID', {
    message: `The subgraphs do not compose:\n${problems.join('\n')}`,
  });
}
