import type { Attributes, Histogram } from '@opentelemetry/api';

/** Several that record the same. */
export interface CombinedHistogram extends Histogram {
  readonly parts: readonly Histogram[];
}

interface Accumulation {
  record(value: number): void;
}

/** Where the SDK (1.x and 2.x) keeps what has come since it was last collected. */
interface SdkHistogram {
  readonly _writableMetricStorage?: {
    readonly _deltaMetricStorage?: {
      readonly _activeCollectionStorage?: { get?(attributes: Attributes): Accumulation | undefined };
    };
  };
}

/**
 * Records what comes again and again under the same labels. The SDK sorts and prints labels each time to find where to add: what it
 * has found is remembered here until it has been collected. Of an SDK that keeps it elsewhere, or in several places, each value takes
 * the usual way.
 */
export function bindSeries(histogram: Histogram, labels: Attributes): (value: number) => void {
  if ('parts' in histogram) {
    const each = (histogram as CombinedHistogram).parts.map((part) => bindSeries(part, labels));
    return (value) => each.forEach((record) => void record(value));
  }
  const storage = (histogram as SdkHistogram)._writableMetricStorage?._deltaMetricStorage;
  if (typeof storage?._activeCollectionStorage?.get !== 'function')
    return (value) => histogram.record(value, labels);
  let found: Accumulation | undefined;
  let foundIn: unknown;
  return (value) => {
    const active = storage._activeCollectionStorage;
    if (found !== undefined && active === foundIn) found.record(value);
    else {
      histogram.record(value, labels);
      found = active?.get?.(labels);
      foundIn = active;
    }
  };
}
