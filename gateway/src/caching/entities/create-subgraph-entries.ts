import type { KeepableReply, KeepableValue } from '../../ports/subgraph-cache.ts';
import { parseJson } from '../../values/parse-json.ts';
import { ownerOf, type Reader } from '../answers/name-owner.ts';
import { tagOfCacheTag, tagOfType } from '../invalidation/tags.ts';
import type { CachePolicy } from '../policy/cache-policy.ts';
import { combineWithHints } from '../policy/combine-with-hints.ts';
import { parseCacheControl } from '../policy/parse-cache-control.ts';
import { createDebugEntry } from './cache-debug-entry.ts';
import type { DataItem, DataTier } from './create-data-tier.ts';
import type { CachingOperation, SubgraphCacheSettings } from './entity-cache.ts';
import type { KeptData } from './kept-data.ts';
import type { NamedEntry } from './name-entries.ts';

/** What is counted of the entity cache, by subgraph. */
export type CountEntities = (subgraph: string, event: 'hit' | 'miss' | 'stored', by: number) => void;

export interface SubgraphEntriesOptions {
  readonly subgraph: string;
  readonly settings: SubgraphCacheSettings;
  readonly tier: DataTier;
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

/** What the subgraph said of one entry. */
export interface AnsweredEntry {
  readonly entry: NamedEntry;
  /** Undefined when there is none. */
  readonly data: KeepableValue | undefined;
  readonly hasErrors: boolean;
  /** Those that the subgraph gave it, as it calls them. */
  readonly cacheTags: readonly string[];
}

/** The named of one subgraph, as one operation may use them. */
export interface SubgraphEntries {
  /** The data that is fresh, by entry. */
  find(named: ReadonlySet<NamedEntry>): Promise<ReadonlyMap<NamedEntry, KeptData>>;
  /** Keeps what may be kept of an answer to a request that began at `startedMs`. */
  keep(answers: readonly AnsweredEntry[], headers: KeepableReply['headers'], startedMs: number): void;
}

export function createSubgraphEntries(options: SubgraphEntriesOptions): SubgraphEntries {
  const { subgraph, settings, tier, operation, reader, isAuthorized, reads, writes, count, now } = options;
  const maxTtlSeconds = settings.maxTtlSeconds ?? Number.POSITIVE_INFINITY;

  /** With the policy that is left of it; undefined when nothing is. */
  function age(kept: KeptData): KeptData | undefined {
    const ageSeconds = Math.floor(Math.max(0, now() - kept.storedAtMs) / 1_000);
    const maxAgeSeconds = kept.policy.maxAgeSeconds - ageSeconds;
    if (maxAgeSeconds <= 0 || ageSeconds >= maxTtlSeconds) return undefined;
    return { ...kept, policy: { ...kept.policy, maxAgeSeconds } };
  }

  function show(entry: NamedEntry, shown: ShownEntry): void {
    const { tags, data, ...known } = shown;
    const { kind, request, isTagged } = entry.describe();
    operation.debug?.push(
      createDebugEntry({
        key: entry.name.key,
        kind,
        subgraphName: subgraph,
        subgraphRequest: request,
        invalidationKeys: tags,
        isTagged,
        data: data ? parseJson(data.toString()) : null,
        lacksOwner: false,
        hasErrors: false,
        ...known,
      }),
    );
  }

  return {
    async find(named) {
      const found = new Map<NamedEntry, KeptData>();
      if (!reads) return found;
      const wanted = [...named];
      const kept = await tier.find(
        wanted.map(({ name }) => name),
        reader,
      );
      for (const [index, entry] of wanted.entries()) {
        const stored = kept[index];
        const fresh = stored && age(stored);
        if (!fresh) continue;
        found.set(entry, fresh);
        operation.cachePolicy?.addKept(fresh);
        if (operation.debug) show(entry, { ...fresh, createdMs: fresh.storedAtMs, source: 'cache' });
      }
      if (found.size > 0) count(subgraph, 'hit', found.size);
      if (found.size < wanted.length) count(subgraph, 'miss', wanted.length - found.size);
      return found;
    },
    keep(answers, headers, startedMs) {
      const { isHinted, decide } = createDecide(headers, isAuthorized);
      const items: DataItem[] = [];
      for (const { entry, data, hasErrors, cacheTags } of answers) {
        const policy = decide(entry);
        const owner = policy && ownerOf(policy, reader);
        const { tags: knownTags } = entry.describe();
        const tags = listTags(data, { subgraph, knownTags, cacheTags });
        operation.cachePolicy?.addTags(knownTags);
        if (operation.debug) {
          const lacksOwner = policy !== undefined && owner === undefined;
          show(entry, {
            policy,
            createdMs: startedMs,
            tags,
            data: data?.json,
            source: 'subgraph',
            lacksOwner,
            hasErrors,
          });
        }
        if (!hasErrors) tier.noteAudience(entry.name.question, policy);
        // What does not exist has nothing that could be invalidated when it does.
        if (!writes || hasErrors || !policy || owner === undefined || !data) continue;
        const ttlMs = Math.min(policy.maxAgeSeconds, maxTtlSeconds) * 1_000 - Math.max(0, now() - startedMs);
        items.push({
          name: entry.name,
          kept: { policy, isHinted, storedAtMs: startedMs, owner, tags, data: data.json },
          ttlMs,
        });
      }
      if (items.length === 0) return;
      count(subgraph, 'stored', items.length);
      tier.put(items);
    },
  };
}

/** What an entry is shown as. */
interface ShownEntry {
  readonly policy: CachePolicy | undefined;
  readonly createdMs: number;
  readonly tags: readonly string[];
  readonly data: Buffer | undefined;
  readonly source: 'cache' | 'subgraph';
  readonly lacksOwner?: boolean;
  readonly hasErrors?: boolean;
}

/** Decides by the headers of an answer, and by the hints for each entry, for how long that is kept. */
function createDecide(headers: KeepableReply['headers'] = {}, isAuthorized: boolean) {
  const isHinted = headers['cache-control'] === undefined;
  const said = isHinted ? undefined : parseCacheControl(headers, { isAuthorized });
  // A cookie is for the one whose request it answers.
  const isRefused = headers['set-cookie'] !== undefined || (!isHinted && said === undefined);
  const decide = ({ part }: NamedEntry) => (isRefused ? undefined : combineWithHints(said, part));
  return { isHinted, decide };
}

function listTags(
  data: KeepableValue | undefined,
  {
    subgraph,
    knownTags,
    cacheTags,
  }: {
    readonly subgraph: string;
    readonly knownTags: readonly string[];
    readonly cacheTags: readonly string[];
  },
): readonly string[] {
  const typename = data?.typeName;
  return [
    ...new Set([
      ...knownTags,
      ...(typename === undefined ? [] : [tagOfType(typename)]),
      ...cacheTags.map((tag) => tagOfCacheTag(subgraph, tag)),
    ]),
  ];
}
