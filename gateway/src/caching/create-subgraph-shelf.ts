import { createDebugEntry } from './cache-debug-entry.ts';
import type { CachePolicy } from './cache-policy.ts';
import { combineWithHints } from './combine-with-hints.ts';
import type { DataItem, DataShelf } from './create-data-shelf.ts';
import type { CachingOperation, SubgraphCacheSettings, SubgraphReply } from './entity-cache.ts';
import type { KeptData } from './kept-data.ts';
import { ownerOf, type Reader } from './name-owner.ts';
import type { Thing } from './name-things.ts';
import { parseCacheControl } from './parse-cache-control.ts';
import { tagOfCacheTag, tagOfType } from './tags.ts';

/** What is counted of the entity cache, by subgraph. */
export type CountEntities = (subgraph: string, event: 'hit' | 'miss' | 'stored', by: number) => void;

export interface SubgraphShelfOptions {
  readonly subgraph: string;
  readonly settings: SubgraphCacheSettings;
  readonly shelf: DataShelf;
  readonly operation: CachingOperation;
  /** Whose private data the operation may read. */
  readonly reader: Reader;
  /** Whether what the subgraph answers may depend on who asks. */
  readonly isAuthorized: boolean;
  readonly reads: boolean;
  readonly writes: boolean;
  readonly count: CountEntities;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What the subgraph said of one thing. */
export interface AnsweredThing {
  readonly thing: Thing;
  readonly data: unknown;
  readonly hasErrors: boolean;
  /** Those that the subgraph gave it, as it calls them. */
  readonly cacheTags: readonly string[];
}

/** The things of one subgraph, as one operation may use them. */
export interface SubgraphShelf {
  /** The data that is fresh, by thing. */
  find(things: ReadonlySet<Thing>): Promise<ReadonlyMap<Thing, KeptData>>;
  /** Keeps what may be kept of an answer to a request that began at `startedMs`. */
  keep(answers: readonly AnsweredThing[], headers: SubgraphReply['headers'], startedMs: number): void;
}

export function createSubgraphShelf(options: SubgraphShelfOptions): SubgraphShelf {
  const { subgraph, settings, shelf, operation, reader, isAuthorized, reads, writes, count, now } = options;
  const maxTtlSeconds = settings.maxTtlSeconds ?? Number.POSITIVE_INFINITY;

  /** With the policy that is left of it; undefined when nothing is. */
  function age(kept: KeptData): KeptData | undefined {
    const ageSeconds = Math.floor(Math.max(0, now() - kept.storedAtMs) / 1_000);
    const maxAgeSeconds = kept.policy.maxAgeSeconds - ageSeconds;
    if (maxAgeSeconds <= 0 || ageSeconds >= maxTtlSeconds) return undefined;
    return { ...kept, policy: { ...kept.policy, maxAgeSeconds } };
  }

  function show(
    thing: Thing,
    shown: {
      readonly policy: CachePolicy | undefined;
      readonly createdMs: number;
      readonly tags: readonly string[];
      readonly data: unknown;
      readonly source: 'cache' | 'subgraph';
      readonly lacksOwner?: boolean;
      readonly hasErrors?: boolean;
    },
  ): void {
    const { tags, data, ...known } = shown;
    const { kind, request, isTagged } = thing.describe();
    operation.debug?.push(
      createDebugEntry({
        key: thing.name.key,
        kind,
        subgraphName: subgraph,
        subgraphRequest: request,
        invalidationKeys: tags,
        isTagged,
        // It becomes part of the answer, where more is merged into it.
        data: structuredClone(data),
        lacksOwner: false,
        hasErrors: false,
        ...known,
      }),
    );
  }

  function createDecide(headers: SubgraphReply['headers'] = {}) {
    const isHinted = headers['cache-control'] === undefined;
    const said = isHinted ? undefined : parseCacheControl(headers, { isAuthorized });
    // A cookie is for the one whose request it answers.
    const isRefused = headers['set-cookie'] !== undefined || (!isHinted && said === undefined);
    const decide = ({ part }: Thing) => (isRefused ? undefined : combineWithHints(said, part));
    return { isHinted, decide };
  }

  return {
    async find(things) {
      const found = new Map<Thing, KeptData>();
      if (!reads) return found;
      const wanted = [...things];
      const kept = await shelf.find(
        wanted.map(({ name }) => name),
        reader,
      );
      for (const [index, thing] of wanted.entries()) {
        const stored = kept[index];
        const fresh = stored && age(stored);
        if (!fresh) continue;
        found.set(thing, fresh);
        operation.cachePolicy?.addKept(fresh);
        if (operation.debug) show(thing, { ...fresh, createdMs: fresh.storedAtMs, source: 'cache' });
      }
      if (found.size > 0) count(subgraph, 'hit', found.size);
      if (found.size < wanted.length) count(subgraph, 'miss', wanted.length - found.size);
      return found;
    },
    keep(answers, headers, startedMs) {
      const { isHinted, decide } = createDecide(headers);
      const items: DataItem[] = [];
      for (const { thing, data, hasErrors, cacheTags } of answers) {
        const policy = decide(thing);
        const owner = policy && ownerOf(policy, reader);
        const { tags: knownTags } = thing.describe();
        const typename = isObject(data) ? data['__typename'] : undefined;
        const tags = [
          ...new Set([
            ...knownTags,
            ...(typeof typename === 'string' ? [tagOfType(typename)] : []),
            ...cacheTags.map((tag) => tagOfCacheTag(subgraph, tag)),
          ]),
        ];
        operation.cachePolicy?.addTags(knownTags);
        if (operation.debug) {
          const lacksOwner = policy !== undefined && owner === undefined;
          show(thing, {
            policy,
            createdMs: startedMs,
            tags,
            data,
            source: 'subgraph',
            lacksOwner,
            hasErrors,
          });
        }
        if (!hasErrors) shelf.noteAudience(thing.name.question, policy);
        // What does not exist has nothing that could be invalidated when it does.
        if (!writes || hasErrors || !policy || owner === undefined || !isObject(data)) continue;
        const ttlMs = Math.min(policy.maxAgeSeconds, maxTtlSeconds) * 1_000 - Math.max(0, now() - startedMs);
        items.push({
          name: thing.name,
          kept: { policy, isHinted, storedAtMs: startedMs, owner, tags, data },
          ttlMs,
        });
      }
      if (items.length === 0) return;
      count(subgraph, 'stored', items.length);
      shelf.put(items);
    },
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
