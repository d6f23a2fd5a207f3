import { LRUCache } from 'lru-cache';
import { type CachedAnswer, type Encoding, keepForMs } from './cached-answer.ts';

/** The hottest answers, in this process, decoded. */
export interface ProcessLayer {
  get(key: string, encoding: Encoding): CachedAnswer | undefined;
  set(key: string, answer: CachedAnswer): void;
  remove(key: string): void;
  /** Removes what is under any of the tags and returns its keys. */
  invalidate(tags: ReadonlySet<string>): readonly string[];
  clear(): void;
}

export interface ProcessLayerOptions {
  readonly maxBytes: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

type Encoded = Partial<Record<Encoding, CachedAnswer>>;

const overheadBytes = 1_000;

/** Creates a layer with a bound in bytes; the least recently used answers go first. */
export function createProcessLayer({ maxBytes, now }: ProcessLayerOptions): ProcessLayer {
  const answers = new LRUCache<string, Encoded>({
    maxSize: maxBytes,
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
      answers.set(key, { ...(isSame && before), [answer.encoding]: answer }, { ttl });
    },
    remove: (key) => void answers.delete(key),
    invalidate(tags) {
      const removed: string[] = [];
      for (const [key, encoded] of answers.entries()) {
        const [any] = Object.values(encoded);
        if (any?.description.tags.some((tag) => tags.has(tag))) removed.push(key);
      }
      for (const key of removed) answers.delete(key);
      return removed;
    },
    clear: () => answers.clear(),
  };
}
