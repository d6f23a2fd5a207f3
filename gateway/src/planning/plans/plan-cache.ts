import { type DocumentNode, print } from 'graphql';
import { LRUCache } from 'lru-cache';
import { getOrInsert } from '../../values/get-or-insert.ts';

/** Compiled operations by document and name. */
export interface PlanCache<Entry> {
  /** Finds an entry or makes it, once for all who ask meanwhile. */
  find(document: DocumentNode, key: PlanKey, make: () => Promise<Entry>): Promise<Entry>;
  /** The entries that were asked for most often, at most `limit` of them. */
  mostUsed(limit: number): readonly Entry[];
}

export interface PlanKey {
  readonly operationName: string | undefined;
  /** Tells apart entries of one operation. */
  readonly variant: string;
}

export interface PlanCacheOptions<Entry> {
  /** How much the cache may hold before the least recently used entries go. */
  readonly maxBytes: number;
  readonly sizeOf: (entry: Entry) => number;
}

interface CacheSlot<Entry> {
  readonly entry: Entry;
  uses: number;
}

/**
 * Creates a cache with a bound in bytes. Documents are found by identity first, since a server parses each text once;
 * documents that say the same share an entry.
 */
export function createPlanCache<Entry extends object>({
  maxBytes,
  sizeOf,
}: PlanCacheOptions<Entry>): PlanCache<Entry> {
  const entries = new LRUCache<string, CacheSlot<Entry>>({
    maxSize: maxBytes,
    sizeCalculation: ({ entry }) => Math.max(1, sizeOf(entry)),
  });
  const making = new Map<string, Promise<Entry>>();
  const texts = new WeakMap<DocumentNode, string>();

  return {
    async find(document, { operationName = '', variant }, make) {
      let text = texts.get(document);
      if (text === undefined) {
        text = print(document);
        texts.set(document, text);
      }
      const key = `${operationName}\n${variant}\n${text}`;
      const cached = entries.get(key);
      if (cached !== undefined) {
        cached.uses += 1;
        return cached.entry;
      }
      return getOrInsert(making, key, async () => {
        try {
          const entry = await make();
          entries.set(key, { entry, uses: 1 });
          return entry;
        } finally {
          making.delete(key);
        }
      });
    },
    mostUsed(limit) {
      const slots = [...entries.values()].sort((a, b) => b.uses - a.uses);
      return slots.slice(0, limit).map(({ entry }) => entry);
    },
  };
}
