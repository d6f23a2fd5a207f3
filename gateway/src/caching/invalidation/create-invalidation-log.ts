/** Remembers what became invalid lately, for answers that were under way meanwhile. */
export interface InvalidationLog {
  /** Another number whenever anything has become invalid. */
  readonly version: number;
  note(tags: readonly string[]): void;
  /** Any tag may have become invalid until now. */
  noteAll(): void;
  /** Whether any of the tags became invalid at or after that time. */
  isInvalidSince(tags: readonly string[], sinceMs: number): boolean;
}

export interface InvalidationLogOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** For how long it remembers: no operation runs longer. */
  readonly memoryMs: number;
}

export function createInvalidationLog({ now, memoryMs }: InvalidationLogOptions): InvalidationLog {
  // In the order in which they became invalid, so that the oldest come first.
  const times = new Map<string, number>();
  let allMs = Number.NEGATIVE_INFINITY;

  let version = 0;

  return {
    get version() {
      return version;
    },
    note(tags) {
      version += 1;
      const nowMs = now();
      for (const tag of tags) {
        times.delete(tag);
        times.set(tag, nowMs);
      }
      for (const [tag, atMs] of times) {
        if (nowMs - atMs <= memoryMs) break;
        times.delete(tag);
      }
    },
    noteAll() {
      version += 1;
      allMs = now();
    },
    isInvalidSince: (tags, sinceMs) =>
      allMs >= sinceMs || tags.some((tag) => (times.get(tag) ?? Number.NEGATIVE_INFINITY) >= sinceMs),
  };
}
