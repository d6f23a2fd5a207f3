import type { InMemoryCache, NormalizedCacheObject } from '@apollo/client';
import { now } from './clock.ts';
import { trimCache } from './trim-cache.ts';

/** In characters: a browser gives all pages of an origin about 5 MB, and Android an item 2 MB. */
const maxLength = 2_000_000;
const writeAfterMs = 1_000;

type Maybe<Value> = Value | Promise<Value>;

/** Where text is kept: the browser's local storage, or what a phone has. */
export interface KeepingStorage {
  getItem(key: string): Maybe<string | null | undefined>;
  setItem(key: string, text: string): Maybe<void>;
  removeItem(key: string): Maybe<void>;
}

export interface KeepCacheOptions {
  readonly cache: InMemoryCache;
  readonly storage: KeepingStorage;
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
  /** Removes what was kept, and keeps no more. */
  forget(): Promise<void>;
}

/** Fills a cache with what was kept under the key, and goes on keeping. */
export async function keepCache({ cache, storage, key }: KeepCacheOptions): Promise<CacheKeeper> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isForgotten = false;
  const kept = await read();
  if (kept) cache.restore(kept.data);

  async function read(): Promise<Kept | undefined> {
    try {
      const { at, data } = JSON.parse((await storage.getItem(key)) ?? '') as Kept;
      return typeof at === 'number' && typeof data === 'object' ? { at, data } : undefined;
    } catch {
      return undefined;
    }
  }

  async function write(text: string): Promise<void> {
    try {
      if (text.length <= maxLength) await storage.setItem(key, text);
    } catch {
      // There is no more room: what was kept before would be of no use beside what is shown now.
      await storage.removeItem(key);
    }
  }

  function flush(): void {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    void write(JSON.stringify({ at: now(), data: trimCache(cache.extract()) } satisfies Kept));
  }

  return {
    keptAt: kept?.at,
    schedule() {
      if (!isForgotten) timer ??= setTimeout(flush, writeAfterMs);
    },
    flush,
    async forget() {
      isForgotten = true;
      clearTimeout(timer);
      timer = undefined;
      await storage.removeItem(key);
    },
  };
}
