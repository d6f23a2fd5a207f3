import { hash } from 'node:crypto';
import type { DocumentNode } from 'graphql';
import { parseDirectives } from '../policy/parse-cache-control.ts';
import type { DataTier } from './create-data-tier.ts';
import {
  type CountEntities,
  createSubgraphEntries,
  type SubgraphEntries,
} from './create-subgraph-entries.ts';
import type {
  CachingOperation,
  EntityCache,
  OperationEntityCache,
  ServedDocument,
  SubgraphCacheSettings,
} from './entity-cache.ts';
import { findEntities, findRoot } from './find-entities.ts';
import { createNameEntries } from './name-entries.ts';
import type { SupergraphStudy } from './study-supergraph.ts';

export interface EntityCacheOptions {
  readonly tier: DataTier;
  readonly studySupergraph: (document: DocumentNode) => SupergraphStudy;
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
  const { tier, studySupergraph, settingsOf, varyBy, count, now } = options;
  const studies = new WeakMap<ServedDocument, SupergraphStudy>();

  function study(supergraph: ServedDocument): SupergraphStudy {
    const known = studies.get(supergraph) ?? studySupergraph(supergraph.document);
    studies.set(supergraph, known);
    return known;
  }

  function openEntries(
    subgraph: string,
    settings: SubgraphCacheSettings,
    operation: CachingOperation,
  ): SubgraphEntries {
    const { headers, kind } = operation;
    const directives = parseDirectives(headers['cache-control']);
    const privateId = settings.privateIdHeader && headers[settings.privateIdHeader];
    const caller = settings.privateIdHeader
      ? privateId
        ? hash('sha256', `${settings.privateIdHeader} ${privateId}`, 'base64url')
        : null
      : operation.caller;
    return createSubgraphEntries({
      subgraph,
      settings,
      tier,
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
      const openNames = (subgraph: string, variables: Readonly<Record<string, unknown>>) =>
        createNameEntries({ study: study(supergraph), subgraph, variables, varyingValues });
      return {
        findEntities({ subgraph, variables, parts }) {
          const settings = settingsOf(subgraph);
          if (!settings) return undefined;
          return findEntities(parts, {
            entries: openEntries(subgraph, settings, operation),
            names: openNames(subgraph, variables),
            now,
          });
        },
        findRoot({ subgraph, variables, text }) {
          const settings = operation.kind === 'query' ? settingsOf(subgraph) : undefined;
          if (!settings) return undefined;
          return findRoot(text, {
            entries: openEntries(subgraph, settings, operation),
            names: openNames(subgraph, variables),
            now,
          });
        },
      };
    },
  };
}
