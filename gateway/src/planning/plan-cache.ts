import { type DocumentNode, print } from 'graphql';
import { LRUCache } from 'lru-cache';

/** Compiled operations by document and name. */
export interface PlanCache<Entry> {
  /** Finds an entry or makes it. `variant` tells apart entries of one operation. */
  find(document: DocumentNode, key: PlanKey, make: () => Entry): Entry;
}

export interface PlanKey {
  readonly operationName: string | undefined;
  readonly variant: string;
}

export interface PlanCacheOptions<Entry> {
  /** How much the cache may hold before the least recently used entries go. */
  readonly maxBytes: number;
  readonly sizeOf: (entry: Entry) => number;
}

/**
 * Creates a cache with a bound in bytes. Documents are found by identity first, since a server parses each text once;
 * documents that say the same share an entry.
 */
export function createPlanCache<Entry extends object>({
  maxBytes,
  sizeOf,
}: PlanCacheOptions<Entry>): PlanCache<Entry> {
  const entries = new LRUCache<string, Entry>({
    maxSize: maxBytes,
    sizeCalculation: (entry) => Math.max(1, sizeOf(entry)),
  });
  const texts = new WeakMap<DocumentNode, string>();

  return {
    find(document, { operationName = '', variant }, make) {
      let text = texts.get(document);
      if (text === undefined) {
        text = print(document);
        texts.set(document, text);
      }
      const key = `${operationName}\n${variant}\n${text}`;
      const cached = entries.get(key);
      if (cached !== undefined) return cached;
      const entry = make();
      entries.set(key, entry);
      return entry;
    },
  };
}
