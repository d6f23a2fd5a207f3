import type { CountEntities } from '../../caching/entities/create-subgraph-entries.ts';
import type { CacheEvent, CacheMetrics } from '../../caching/stores/cache-metrics.ts';
import type { Hooks } from '../../operations/plugins/compile-hooks.ts';
import type { CacheLookupEvent } from '../../ports/headgate-plugin.ts';
import type { Metrics } from '../../telemetry/create-metrics.ts';

/** Tells metrics and plugins what caches do. */
export function createCacheMetrics(
  metrics: Metrics | undefined,
  { onCacheLookup }: Hooks,
): { readonly cacheMetrics: CacheMetrics; readonly countEntities: CountEntities } {
  return {
    cacheMetrics: {
      count(event, by) {
        metrics?.countCacheEvent(event, by);
        if (onCacheLookup) onCacheLookup(describeCacheEvent(event, by));
      },
    },
    countEntities(subgraph, event, by) {
      metrics?.countEntities(subgraph, event, by);
      onCacheLookup?.({ cache: 'entities', event, count: by, subgraph });
    },
  };
}

function describeCacheEvent(event: CacheEvent, count = 1): CacheLookupEvent {
  const [cache, ...rest] = event.split('.');
  return { cache: cache === 'response' ? 'answers' : 'store', event: rest.join('.'), count };
}
