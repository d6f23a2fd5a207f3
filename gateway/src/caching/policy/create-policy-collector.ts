import type { KeptData } from '../entities/kept-data.ts';
import { readCacheTags, tagOfCacheTag, tagOfSubgraph, tagOfType } from '../invalidation/tags.ts';
import { type CachePolicy, mergePolicies } from './cache-policy.ts';
import { combineWithHints } from './combine-with-hints.ts';
import type { HintPolicy } from './compute-hint-policy.ts';
import { type AnswerHeaders, parseCacheControl } from './parse-cache-control.ts';

/** How an operation ended, as far as a cache needs to know. */
export type OperationEnd =
  /** It can be kept if its policy allows that. */
  | ({
      readonly kind: 'answered';
      /** Names of the types that it has fields of. */
      readonly types: readonly string[];
    } & HintPolicy)
  /** It must not be kept, whatever its next answer is: a mutation, an answer in parts. */
  | { readonly kind: 'unfit' }
  /** This answer must not be kept: it has errors. */
  | { readonly kind: 'refused' }
  /** Subgraphs could not be reached. */
  | { readonly kind: 'failed' };

/** Makes the cache policy of one operation out of all that has a say in it. */
export interface PolicyCollector {
  /** Takes what a subgraph says beside the data of its answer. */
  add(reply: {
    readonly subgraph: string;
    readonly headers: AnswerHeaders;
    readonly extensions?: Readonly<Record<string, unknown>>;
  }): void;
  /** Takes what is known of data that was kept, with the policy that is left of it. */
  addKept(kept: Pick<KeptData, 'policy' | 'isHinted' | 'tags'>): void;
  /** Takes more of what the answer can be invalidated by. */
  addTags(tags: readonly string[]): void;
  finish(end: OperationEnd): void;
  /** How the operation ended; undefined while nobody has said so. */
  endedAs(): OperationEnd['kind'] | undefined;
  /** What the answer can be invalidated by. */
  tags(): readonly string[];
  /** The policy of the whole answer; undefined when it must not be kept. */
  result(): CachePolicy | undefined;
}

/** Until it has been told that the operation ended well the result is that nothing may be kept. */
export function createPolicyCollector(options: { readonly isAuthorized: boolean }): PolicyCollector {
  const tags = new Set<string>();
  let ended: OperationEnd | undefined;
  let merged: CachePolicy | undefined;
  let forbidden = false;
  let needsHint = true;
  let isSilent = false;

  function addTags(added: readonly string[]): void {
    for (const tag of added) tags.add(tag);
  }

  function merge(policy: CachePolicy): void {
    merged = merged ? mergePolicies(merged, policy) : policy;
  }

  return {
    add({ subgraph, headers, extensions }) {
      tags.add(tagOfSubgraph(subgraph));
      addTags(readCacheTags(extensions).map((tag) => tagOfCacheTag(subgraph, tag)));
      needsHint = false;
      if (headers['cache-control'] === undefined) {
        isSilent = true;
        return;
      }
      const policy = parseCacheControl(headers, options);
      if (policy) merge(policy);
      else forbidden = true;
    },
    addKept(kept) {
      addTags(kept.tags);
      needsHint = false;
      isSilent ||= kept.isHinted;
      merge(kept.policy);
    },
    addTags,
    finish(end) {
      ended = end;
    },
    endedAs: () => ended?.kind,
    tags: () => [...tags, ...(ended?.kind === 'answered' ? ended.types.map(tagOfType) : [])],
    result() {
      if (ended?.kind !== 'answered' || forbidden) return undefined;
      return ended.hint === 'none' && (needsHint || isSilent) ? undefined : combineWithHints(merged, ended);
    },
  };
}
