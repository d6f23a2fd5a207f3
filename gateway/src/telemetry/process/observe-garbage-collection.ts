import { constants, PerformanceObserver } from 'node:perf_hooks';
import type { MetricsMeter } from '../metrics-meter.ts';

const kinds: Readonly<Record<number, string>> = {
  [constants.NODE_PERFORMANCE_GC_MAJOR]: 'major',
  [constants.NODE_PERFORMANCE_GC_MINOR]: 'minor',
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL]: 'incremental',
  [constants.NODE_PERFORMANCE_GC_WEAKCB]: 'weakcb',
};

interface CollectionEntry {
  readonly duration: number;
  readonly detail: { readonly kind: number };
}

/** Upper bounds in seconds. */
const buckets = [0.001, 0.01, 0.1, 1, 2, 5];

/** Observes how long garbage collections take, by kind: `major`, `minor`, `incremental` or `weakcb`. */
export function observeGarbageCollection(meter: MetricsMeter): Disposable {
  const durations = meter.createHistogram('nodejs_gc_duration_seconds', {
    description: 'How long garbage collections took, by kind, in seconds',
    advice: { explicitBucketBoundaries: buckets },
  });
  const observer = new PerformanceObserver((list) => {
    // The types know the entries of browsers alone.
    for (const { duration, detail } of list.getEntries() as unknown as readonly CollectionEntry[]) {
      durations.record(duration / 1e3, { kind: kinds[detail.kind] ?? 'other' });
    }
  });
  observer.observe({ entryTypes: ['gc'] });
  return { [Symbol.dispose]: () => observer.disconnect() };
}
