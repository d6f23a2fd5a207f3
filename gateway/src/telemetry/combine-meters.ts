import type { Attributes, Observable } from '@opentelemetry/api';
import type { CombinedHistogram } from './bind-series.ts';
import type { MetricsMeter } from './metrics-meter.ts';

/** Makes a meter that records in all of several: a reader cannot join a provider that has been started. */
export function combineMeters(meters: readonly MetricsMeter[]): MetricsMeter {
  const combine = (observables: readonly Observable[]): Observable => ({
    addCallback: (callback) => observables.forEach((each) => void each.addCallback(callback)),
    removeCallback: (callback) => observables.forEach((each) => void each.removeCallback(callback)),
  });
  const recordInAll = (instruments: readonly { record(value: number, attributes?: Attributes): void }[]) => ({
    record: (value: number, attributes?: Attributes) =>
      instruments.forEach((each) => void each.record(value, attributes)),
  });
  return {
    createHistogram(name, options) {
      const parts = meters.map((each) => each.createHistogram(name, options));
      return { ...recordInAll(parts), parts } satisfies CombinedHistogram;
    },
    createGauge: (name, options) => recordInAll(meters.map((each) => each.createGauge(name, options))),
    createObservableCounter: (name, options) =>
      combine(meters.map((each) => each.createObservableCounter(name, options))),
    createObservableGauge: (name, options) =>
      combine(meters.map((each) => each.createObservableGauge(name, options))),
  };
}
