import { EventEmitter, once } from 'node:events';
import type { CacheEvent, CacheMetrics } from '../../../src/caching/stores/cache-metrics.ts';

/** Counters and log lines of a cache, that can be awaited. */
export interface CollectedEvents {
  readonly metrics: CacheMetrics;
  readonly logger: {
    info(details: object, message: string): void;
    warn(details: object, message: string): void;
  };
  counts(): Partial<Record<CacheEvent, number>>;
  lines(): readonly string[];
  clear(): void;
  /** Resolves when a line since the last `clear`, past or to come, matches. */
  saw(message: RegExp): Promise<void>;
}

export function collectEvents(): CollectedEvents {
  let counts: Partial<Record<CacheEvent, number>> = {};
  let lines: string[] = [];
  const arrivals = new EventEmitter();
  const log = (_details: object, message: string) => {
    lines.push(message);
    arrivals.emit('line');
  };
  return {
    metrics: {
      count(event, by = 1) {
        counts[event] = (counts[event] ?? 0) + by;
      },
    },
    logger: { info: log, warn: log },
    counts: () => counts,
    lines: () => lines,
    clear() {
      counts = {};
      lines = [];
    },
    async saw(message) {
      while (!lines.some((line) => message.test(line))) await once(arrivals, 'line');
    },
  };
}
