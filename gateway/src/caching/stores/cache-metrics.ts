/** What is counted. */
export type CacheEvent =
  | 'response.hit.process'
  | 'response.hit.store'
  | 'response.stale'
  | 'response.miss'
  | 'response.bypass'
  | 'response.shared'
  | 'response.stored'
  | 'store.timeout'
  | 'store.failure'
  | 'store.refused'
  | 'store.skipped'
  | 'store.unavailable'
  | 'store.undecodable';

/** The port to whatever collects counters. */
export interface CacheMetrics {
  count(event: CacheEvent, by?: number): void;
}

export const noMetrics: CacheMetrics = { count: () => undefined };
