import { metrics } from '@opentelemetry/api';

/**
 * Counts what a cache does as `headgate.cache.events`, by `event` and, where it is of one, by `subgraph`. Costs nothing
 * where nobody collects metrics.
 */
export function createCacheEventCounter(): { count(event: string, by?: number, subgraph?: string): void } {
  const counter = metrics.getMeter('headgate').createCounter('headgate.cache.events', {
    description: 'What the cache does, by event',
  });
  return {
    count: (event, by = 1, subgraph) =>
      counter.add(by, { event, ...(subgraph !== undefined && { subgraph }) }),
  };
}
