import { LRUCache } from 'lru-cache';
import { type CachedAnswer, type Encoding, keepForMs } from './cached-answer.ts';

/** The hottest answers, in this process, decoded. */
export interface ProcessTier {
  get(key: string, encoding: Encoding): CachedAnswer | undefined;
  set(key: string, answer: CachedAnswer): void;
  remove(key: string): void;
  /** Removes what is under any of the tags and returns its keys. */
  invalidate(tags: ReadonlySet<string>): readonly string[];
  clear(): void;
}

export interface ProcessTierOptions {
  readonly maxBytes: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

type Encoded = Partial<Record<Encoding, CachedAnswer>>;

const overheadBytes = 1_000;

/** Creates a tier with a bound in bytes; the least recently used answers go first. */
export function createProcessTier({ maxBytes, now }: ProcessTierOptions): ProcessTier {
  const keysByTag = new Map<string, Set<string>>();
  const answers = new LRUCache<string, Encoded>({
    maxSize: maxBytes,
    dispose: (encoded, key) => {
      for (const tag of tagsOf(encoded)) {
        const keys = keysByTag.get(tag);
        keys?.delete(key);
        if (keys?.size === 0) keysByTag.delete(tag);
      }
    },
    sizeCalculation: (encoded) =>
      Object.values(encoded).reduce((bytes, { body }) => bytes + body.length, overheadBytes),
  });

  return {
    get: (key, encoding) => answers.get(key)?.[encoding],
    set(key, answer) {
      const before = answers.peek(key);
      // Encodings of one answer stay together; a newer answer replaces them all.
      const [any] = Object.values(before ?? {});
      const isSame = any?.description.etag === answer.description.etag;
      const ttl = keepForMs(answer.description, now());
      if (ttl < 1) return;
      const encoded = { ...(isSame && before), [answer.encoding]: answer };
      answers.set(key, encoded, { ttl });
      if (!answers.has(key)) return;
      for (const tag of tagsOf(encoded)) keysByTag.set(tag, (keysByTag.get(tag) ?? new Set()).add(key));
    },
    remove: (key) => void answers.delete(key),
    invalidate(tags) {
      const keys = new Set([...tags].flatMap((tag) => [...(keysByTag.get(tag) ?? [])]));
      for (const key of keys) answers.delete(key);
      return [...keys];
    },
    clear: () => answers.clear(),
  };
}

/** All encodings of an answer have its tags. */
function tagsOf(encoded: Encoded): readonly string[] {
  const [any] = Object.values(encoded);
  return any?.description.tags ?? [];
}
