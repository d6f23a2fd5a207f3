import type { CacheStore } from './cache-store.ts';

/** A cache store for those who keep texts: what is not there in time is not there, and nothing ever rejects. */
export interface TextStore {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, ttlSeconds: number): Promise<void>;
  delete(key: string): Promise<void>;
}

/** Keeps texts in a store that others use as well. */
export function createTextStore(store: CacheStore): TextStore {
  return {
    async get(key) {
      const [value] = await store.read([key]);
      return value?.toString('utf8');
    },
    set: (key, text, ttlSeconds) =>
      store.write([{ key, value: Buffer.from(text), ttlMs: ttlSeconds * 1_000, tags: [] }]),
    delete: (key) => store.remove([key]),
  };
}
