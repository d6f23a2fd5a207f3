import type { DocumentNode } from 'graphql';
import type { Reader } from '../answers/name-owner.ts';
import type { PolicyCollector } from '../policy/create-policy-collector.ts';
import type { CacheDebugEntry } from './cache-debug-entry.ts';

type Values = Readonly<Record<string, unknown>>;

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
export interface OperationEntityCache {
  findEntities(wanted: {
    readonly subgraph: string;
    readonly variables: Values;
    readonly parts: readonly EntitiesWanted[];
  }): Promise<EntitiesFound> | undefined;
  findRoot(wanted: {
    readonly subgraph: string;
    readonly variables: Values;
    readonly text: string;
  }): Promise<RootFound> | undefined;
}

export interface EntitiesWanted {
  readonly text: string;
  /** As JSON. */
  readonly representations: readonly string[];
}

export interface EntitiesFound {
  readonly entities: readonly (readonly (Record<string, unknown> | undefined)[])[];
  keep(reply: SubgraphReply, asked: readonly (EntitiesWanted & { readonly alias: string })[]): void;
}

export interface RootFound {
  readonly data: Record<string, unknown> | undefined;
  keep(reply: SubgraphReply): void;
}

/** An answer of a subgraph. */
export interface SubgraphReply {
  readonly data: Values | null;
  readonly errors: readonly { readonly path?: readonly (string | number)[] | undefined }[];
  readonly headers?: Readonly<Record<string, string | string[] | undefined>> | undefined;
  readonly extensions?: Values;
}
