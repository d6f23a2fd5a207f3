import { hash } from 'node:crypto';
import type { DataShelf } from './create-data-shelf.ts';
import { type CountEntities, createSubgraphShelf, type SubgraphShelf } from './create-subgraph-shelf.ts';
import type {
  CachingOperation,
  EntityCache,
  OperationEntityCache,
  ServedSdl,
  SubgraphCacheSettings,
} from './entity-cache.ts';
import { findEntities, findRoot } from './find-entities.ts';
import { createNameThings } from './name-things.ts';
import { parseDirectives } from './parse-cache-control.ts';
import type { SupergraphStudy } from './study-supergraph.ts';

export interface EntityCacheOptions {
  readonly shelf: DataShelf;
  readonly studySupergraph: (sdl: string) => SupergraphStudy;
  /** Undefined for subgraphs of which nothing is kept. */
  readonly settingsOf: (subgraph: string) => SubgraphCacheSettings | undefined;
  /** Headers of requests, in lower case, that subgraphs see beside those of identity and traces. */
  readonly varyBy: readonly string[];
  readonly count: CountEntities;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Creates a cache of what subgraphs answer: each entity by itself, and the root fields of each fetch of a query. A
 * mutation finds nothing, but leaves the entities that it fetches.
 */
export function createEntityCache(options: EntityCacheOptions): EntityCache {
  const { shelf, studySupergraph, settingsOf, varyBy, count, now } = options;
  const studies = new WeakMap<ServedSdl, SupergraphStudy>();

  function study(supergraph: ServedSdl): SupergraphStudy {
    const known = studies.get(supergraph) ?? studySupergraph(supergraph.sdl);
    studies.set(supergraph, known);
    return known;
  }

  function openShelf(
    subgraph: string,
    settings: SubgraphCacheSettings,
    operation: CachingOperation,
  ): SubgraphShelf {
    const { headers, kind } = operation;
    const directives = parseDirectives(headers['cache-control']);
    const privateId = settings.privateIdHeader && headers[settings.privateIdHeader];
    const caller = settings.privateIdHeader
      ? privateId
        ? hash('sha256', `${settings.privateIdHeader} ${privateId}`, 'base64url')
        : null
      : operation.caller;
    return createSubgraphShelf({
      subgraph,
      settings,
      shelf,
      operation,
      reader: { caller, headers },
      isAuthorized: headers['authorization'] !== undefined || caller !== null,
      reads: kind === 'query' && !directives.has('no-cache'),
      writes: !directives.has('no-store'),
      count,
      now,
    });
  }

  return {
    study: (supergraph) => void study(supergraph),
    open(supergraph, operation): OperationEntityCache {
      const varyingValues = varyBy.map((name) => operation.headers[name]);
      const openThings = (subgraph: string, variables: Readonly<Record<string, unknown>>) =>
        createNameThings({ study: study(supergraph), subgraph, variables, varyingValues });
      return {
        findEntities({ subgraph, variables, parts }) {
          const settings = settingsOf(subgraph);
          if (!settings) return undefined;
          return findEntities(parts, {
            shelf: openShelf(subgraph, settings, operation),
            things: openThings(subgraph, variables),
            now,
          });
        },
        findRoot({ subgraph, variables, text }) {
          const settings = operation.kind === 'query' ? settingsOf(subgraph) : undefined;
          if (!settings) return undefined;
          return findRoot(text, {
            shelf: openShelf(subgraph, settings, operation),
            things: openThings(subgraph, variables),
            now,
          });
        },
      };
    },
  };
}
