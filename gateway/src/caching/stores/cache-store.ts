/** A value to keep. */
export interface CacheEntry {
  readonly key: string;
  readonly value: Buffer;
  /** After this it is gone, in milliseconds. */
  readonly ttlMs: number;
  /** What {@link CacheStore.invalidate} finds it by. */
  readonly tags: readonly string[];
}

/**
 * The port to where cached values are. It is a cache: whatever happens to it, a read is at worst a miss and a write at
 * worst not done.
 */
export interface CacheStore extends AsyncDisposable {
  /** The values at the positions of their keys; undefined for what is not there, or not there in time. Never rejects. */
  read(keys: readonly string[]): Promise<readonly (Buffer | undefined)[]>;
  /** Resolves when the entries can be read, or when they will not be. Never rejects. */
  write(entries: readonly CacheEntry[]): Promise<void>;
  /** Never rejects. */
  remove(keys: readonly string[]): Promise<void>;
  /**
   * Removes everything under any of the tags and tells how many values that were.
   * @throws ServiceError `CACHE_UNAVAILABLE` when it cannot be told that all are gone
   */
  invalidate(tags: readonly string[]): Promise<number>;
}
