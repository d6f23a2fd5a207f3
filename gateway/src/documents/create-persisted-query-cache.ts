import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** The text of automatic persisted queries by `apq:<sha256>`, as Apollo Server reads and writes them. */
export interface PersistedQueryCache {
  get(key: string): Promise<string | undefined>;
  set(key: string, query: string): Promise<void>;
  delete(key: string): Promise<void>;
}

/** A store that several gateways share. It may fail: see {@link createPersistedQueryCache}. */
export interface SharedStore {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, ttlSeconds: number): Promise<void>;
  delete(key: string): Promise<void>;
}

const memoryBytes = 30 * 2 ** 20;
const ttlSeconds = 30 * 24 * 3600;

/**
 * Keeps persisted queries in this process and, where there is one, in a shared store. A shared store that is slow or
 * gone is a miss, never a failure: the client then sends its query along, once for each gateway.
 */
export function createPersistedQueryCache(shared?: SharedStore): PersistedQueryCache {
  const memory = new LRUCache<string, string>({
    maxSize: memoryBytes,
    sizeCalculation: (query, key) => 2 * (query.length + key.length),
  });
  return {
    async get(key) {
      const known = memory.get(key);
      if (known !== undefined || !shared) return known;
      const found = await shared.get(key).catch(() => undefined);
      if (found === undefined) return undefined;
      if (!key.endsWith(hash(found))) {
        void shared.delete(key).catch(() => undefined);
        return undefined;
      }
      memory.set(key, found);
      return found;
    },
    async set(key, query) {
      memory.set(key, query);
      await shared?.set(key, query, ttlSeconds).catch(() => undefined);
    },
    async delete(key) {
      memory.delete(key);
      await shared?.delete(key).catch(() => undefined);
    },
  };
}

function hash(query: string): string {
  return createHash('sha256').update(query).digest('hex');
}
