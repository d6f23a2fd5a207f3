import type { InMemoryCache } from '@apollo/client';
import { CachePersistor } from 'apollo3-cache-persist';
import type { TextStore } from '../ports/platform.ts';

const maxBytes = 2_000_000;

export interface KeptCache {
  /** Resolves when what is known now is kept. */
  keep(): Promise<void>;
  forget(): Promise<void>;
}

/** Keeps on the device what a user has seen, for when there is no network, and brings back what was kept. */
export async function keepCache(cache: InMemoryCache, seen: TextStore, userId: string): Promise<KeptCache> {
  const persistor = new CachePersistor({
    cache,
    key: `seen-${userId}`,
    maxSize: maxBytes,
    debounce: 500,
    storage: {
      getItem: (key) => seen.read(key),
      setItem: (key, text) => seen.write(key, text ?? ''),
      removeItem: (key) => seen.remove(key),
    },
  });
  // What another version of the application kept may be of another shape: it is read again.
  await persistor.restore().catch(() => persistor.purge());
  return {
    keep: () => persistor.persist(),
    async forget() {
      persistor.pause();
      await persistor.purge();
    },
  };
}
