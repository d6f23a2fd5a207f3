import type { DocumentNode } from 'graphql';
import type { SubgraphCache } from '../../ports/subgraph-cache.ts';
import type { Reader } from '../answers/name-owner.ts';
import type { PolicyCollector } from '../policy/create-policy-collector.ts';
import type { CacheDebugEntry } from './cache-debug-entry.ts';

/** How answers of one subgraph are kept. */
export interface SubgraphCacheSettings {
  /** Nothing is kept for longer, whatever the subgraph says. */
  readonly maxTtlSeconds?: number | undefined;
  /** The header, in lower case, that tells whose private data is, instead of the verified token. */
  readonly privateIdHeader?: string | undefined;
}

/** An operation that runs. */
export interface CachingOperation extends Reader {
  readonly kind: 'query' | 'mutation';
  /** Told of the policy of what was found, for the whole answer. */
  readonly cachePolicy?: PolicyCollector | undefined;
  /** Takes a description of each entry that was looked up, where somebody wants to see it. */
  readonly debug?: CacheDebugEntry[] | undefined;
}

/** Entities, and root fields of queries, as subgraphs sent them. */
export interface EntityCache {
  /** Gets a supergraph ready before its first operation. */
  study(supergraph: ServedDocument): void;
  /** Opens the cache for one operation. */
  open(supergraph: ServedDocument, operation: CachingOperation): OperationEntityCache;
}

/** A supergraph in service; it is known again by its object. */
export interface ServedDocument {
  readonly document: DocumentNode;
}

/** What is kept, as one operation may use it: what the executor asks for. */
export type OperationEntityCache = SubgraphCache;
