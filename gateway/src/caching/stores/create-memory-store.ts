import { LRUCache } from 'lru-cache';
import type { CacheEntry, CacheStore } from './cache-store.ts';

export interface MemoryStoreOptions {
  /** How much it may hold before the least recently used values go. */
  readonly maxBytes: number;
}

/** What an entry costs beside its value and its names: measured, rounded up. */
const overheadBytes = 500;

/** Creates a store in this process: for a gateway without Redis. */
export function createMemoryStore({ maxBytes }: MemoryStoreOptions): CacheStore {
  const keysByTag = new Map<string, Set<string>>();
  const entries = new LRUCache<string, CacheEntry>({
    maxSize: maxBytes,
    sizeCalculation: ({ key, value, tags }) =>
      overheadBytes + value.length + 2 * tags.reduce((length, tag) => length + tag.length, key.length),
    dispose: ({ key, tags }) => {
      for (const tag of tags) {
        const keys = keysByTag.get(tag);
        keys?.delete(key);
        if (keys?.size === 0) keysByTag.delete(tag);
      }
    },
  });

  function addTags({ key, tags }: CacheEntry): void {
    for (const tag of tags) {
      const keys = keysByTag.get(tag) ?? new Set();
      keysByTag.set(tag, keys.add(key));
    }
  }

  return {
    read: async (keys) => keys.map((key) => entries.get(key)?.value),
    async write(added) {
      for (const entry of added) {
        if (entry.ttlMs <= 0) continue;
        entries.set(entry.key, entry, { ttl: entry.ttlMs });
        if (entries.has(entry.key)) addTags(entry);
      }
    },
    async remove(keys) {
      for (const key of keys) entries.delete(key);
    },
    async invalidate(tags) {
      let count = 0;
      for (const tag of tags) {
        for (const key of [...(keysByTag.get(tag) ?? [])]) if (entries.delete(key)) count += 1;
      }
      return count;
    },
    async [Symbol.asyncDispose]() {
      entries.clear();
    },
  };
}
