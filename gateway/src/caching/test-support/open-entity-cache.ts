import { readGraphNames } from '../../planning/read-graph-names.ts';
import type { CacheStore } from '../cache-store.ts';
import { createDataShelf } from '../create-data-shelf.ts';
import { createEntityCache } from '../create-entity-cache.ts';
import { createInvalidationLog } from '../create-invalidation-log.ts';
import { createMemoryStore } from '../create-memory-store.ts';
import type { EntityCache, SubgraphCacheSettings } from '../entity-cache.ts';
import { studySupergraph } from '../study-supergraph.ts';
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
      shelf: createDataShelf({ store, log, metrics: events.metrics }),
      studySupergraph: (sdl) => studySupergraph(sdl, { readGraphNames }),
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
