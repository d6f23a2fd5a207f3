import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { nameCaller, type Reader } from '../answers/name-owner.ts';
import type { InvalidationLog } from '../invalidation/create-invalidation-log.ts';
import { type Audience, audienceOf } from '../policy/audience.ts';
import type { CacheMetrics } from '../stores/cache-metrics.ts';
import type { CacheStore } from '../stores/cache-store.ts';
import { decodeKeptData, encodeKeptData, type KeptData } from './kept-data.ts';

/** What data is kept under. */
export interface DataName {
  /** The data itself, but for whose it is. */
  readonly key: string;
  /** What is asked, whatever it is asked of: such data has one audience, as a rule. */
  readonly question: string;
}

/** Data of subgraphs in a store. */
export interface DataTier {
  /** What the reader may use, by position; whether it is fresh is for the caller to say. Never rejects. */
  find(names: readonly DataName[], reader: Reader): Promise<readonly (KeptData | undefined)[]>;
  /** Keeps data, unless it became invalid since it was asked for. Nobody has to wait. */
  put(items: readonly DataItem[]): void;
  /** Remembers who may use the answers to a question, by the last one. */
  noteAudience(question: string, policy: KeptData['policy'] | undefined): void;
}

export interface DataItem {
  readonly name: DataName;
  readonly kept: KeptData;
  readonly ttlMs: number;
}

export interface DataTierOptions {
  readonly store: CacheStore;
  readonly log: InvalidationLog;
  readonly metrics: CacheMetrics;
}

const rememberedQuestions = 10_000;

export function createDataTier({ store, log, metrics }: DataTierOptions): DataTier {
  const audiences = new LRUCache<string, Audience>({ max: rememberedQuestions });
  const writing = new Set<string>();

  function listKeys({ key, question }: DataName, caller: string | undefined): readonly string[] {
    const audience = audiences.get(question);
    if (audience === 'nobody') return [];
    return [
      ...(audience !== 'alike' ? [key] : []),
      ...(audience !== 'everybody' && caller !== undefined ? [ownKey(key, caller)] : []),
    ];
  }

  function decode(key: string, value: Buffer, caller: string | undefined): KeptData | undefined {
    const kept = decodeKeptData(value);
    if (kept === undefined) {
      metrics.count('store.undecodable');
      void store.remove([key]);
      return undefined;
    }
    return kept.owner === null || kept.owner === caller ? kept : undefined;
  }

  return {
    async find(names, reader) {
      const caller = nameCaller(reader);
      const keysByName = names.map((name) => listKeys(name, caller));
      const keys = [...new Set(keysByName.flat())];
      if (keys.length === 0) return names.map(() => undefined);
      const values = await store.read(keys);
      const byKey = new Map(keys.map((key, index) => [key, values[index]]));
      return keysByName.map((own) => {
        for (const key of own) {
          const value = byKey.get(key);
          const kept = value && decode(key, value, caller);
          if (kept) return kept;
        }
        return undefined;
      });
    },
    put(items) {
      const isValid = ({ kept }: DataItem) => !log.isInvalidSince(kept.tags, kept.storedAtMs);
      const keyOf = ({ name, kept }: DataItem) =>
        kept.owner === null ? name.key : ownKey(name.key, kept.owner);
      const isNew = (item: DataItem) => isValid(item) && !writing.has(keyOf(item));
      // Several who shared one reply bring the same data.
      const written = items.filter(isNew);
      if (written.length === 0) return;
      const keys = written.map(keyOf);
      for (const key of keys) writing.add(key);
      const entries = written.map((item, index) => ({
        key: keys[index] ?? '',
        value: encodeKeptData(item.kept),
        ttlMs: item.ttlMs,
        tags: item.kept.tags,
      }));
      void store.write(entries).then(async () => {
        for (const key of keys) writing.delete(key);
        // What was read before a change must not outlive it.
        const outdated = written.filter((item) => !isValid(item)).map(keyOf);
        if (outdated.length > 0) await store.remove(outdated);
      });
    },
    noteAudience(question, policy) {
      audiences.set(question, audienceOf(policy));
    },
  };
}

function ownKey(key: string, owner: string): string {
  return `${key}:${hash('sha256', owner, 'base64url')}`;
}
