import { createDataTier } from '../../../src/caching/entities/create-data-tier.ts';
import { createEntityCache } from '../../../src/caching/entities/create-entity-cache.ts';
import type { EntityCache, SubgraphCacheSettings } from '../../../src/caching/entities/entity-cache.ts';
import { studySupergraph } from '../../../src/caching/entities/study-supergraph.ts';
import { createInvalidationLog } from '../../../src/caching/invalidation/create-invalidation-log.ts';
import type { CacheStore } from '../../../src/caching/stores/cache-store.ts';
import { createMemoryStore } from '../../../src/caching/stores/create-memory-store.ts';
import { readGraphNames } from '../../../src/planning/rewriting/read-graph-names.ts';
import { collectEvents } from './collect-events.ts';

export interface TestEntityCache {
  readonly cache: EntityCache;
  readonly store: CacheStore;
  readonly events: ReturnType<typeof collectEvents>;
  /** By subgraph and what happened, as in `prices hit`. */
  readonly counts: ReadonlyMap<string, number>;
  invalidate(tags: readonly string[]): Promise<number>;
  /** Milliseconds. */
  advance(ms: number): void;
}

/** Opens an entity cache of all subgraphs with a clock of its own. */
export function openEntityCache(
  settings: SubgraphCacheSettings = {},
  store: CacheStore = createMemoryStore({ maxBytes: 10_000_000 }),
): TestEntityCache {
  const events = collectEvents();
  const counts = new Map<string, number>();
  let nowMs = 1_700_000_000_000;
  const now = () => nowMs;
  const log = createInvalidationLog({ now, memoryMs: 120_000 });
  return {
    cache: createEntityCache({
      tier: createDataTier({ store, log, metrics: events.metrics }),
      studySupergraph: (document) => studySupergraph(document, { readGraphNames }),
      settingsOf: () => settings,
      varyBy: ['x-tenant'],
      count: (subgraph, event, by) =>
        counts.set(`${subgraph} ${event}`, (counts.get(`${subgraph} ${event}`) ?? 0) + by),
      now,
    }),
    store,
    events,
    counts,
    invalidate(tags) {
      log.note(tags);
      // What is asked for from now on is asked after that.
      nowMs += 1;
      return store.invalidate(tags);
    },
    advance(ms) {
      nowMs += ms;
    },
  };
}
