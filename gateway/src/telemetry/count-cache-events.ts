import { metrics } from '@opentelemetry/api';

/** Counts what a cache does as `headgate.cache.events`, by `event`. Costs nothing where nobody collects metrics. */
export function createCacheEventCounter(): { count(event: string, by?: number): void } {
  const counter = metrics.getMeter('headgate').createCounter('headgate.cache.events', {
    description: 'What the cache does, by event',
  });
  return { count: (event, by = 1) => counter.add(by, { event }) };
}
