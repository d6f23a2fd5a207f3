import type { InMemoryCache, NormalizedCacheObject } from '@apollo/client';
import { now } from '@headgate/clients/clock.ts';
import { trimCache } from './trim-cache.ts';

/** A browser gives all pages of an origin about 5 MB. */
const maxLength = 2_000_000;
const writeAfterMs = 1_000;

export interface KeepCacheOptions {
  readonly cache: InMemoryCache;
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly key: string;
}

/** What was seen, and when that was. */
interface Kept {
  readonly at: number;
  readonly data: NormalizedCacheObject;
}

/** Keeps what was seen for times without a network, the heads of long lists alone. */
export interface CacheKeeper {
  /** When what was kept was heard, in milliseconds since 1970; undefined for nothing. */
  readonly keptAt: number | undefined;
  /** Says that the cache holds something new. */
  schedule(): void;
  /** Writes at once, since the page may not come back. */
  flush(): void;
}

/** Fills a cache with what was kept under the key, and goes on keeping. */
export function keepCache({ cache, storage, key }: KeepCacheOptions): CacheKeeper {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const kept = read();
  if (kept) cache.restore(kept.data);

  function read(): Kept | undefined {
    try {
      const { at, data } = JSON.parse(storage.getItem(key) ?? '') as Kept;
      return typeof at === 'number' && typeof data === 'object' ? { at, data } : undefined;
    } catch {
      return undefined;
    }
  }

  function flush(): void {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    const text = JSON.stringify({ at: now(), data: trimCache(cache.extract()) } satisfies Kept);
    try {
      if (text.length <= maxLength) storage.setItem(key, text);
    } catch {
      // The browser has no more room: what was kept before would be of no use beside what is shown now.
      storage.removeItem(key);
    }
  }

  return {
    keptAt: kept?.at,
    schedule() {
      timer ??= setTimeout(flush, writeAfterMs);
    },
    flush,
  };
}
