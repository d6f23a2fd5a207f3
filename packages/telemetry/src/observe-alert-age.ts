import { metrics } from '@opentelemetry/api';

/** Upper bounds in seconds. */
const boundaries = [0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600];

/**
 * Observes how old alerts are when they are published, as `headgate.alert.age` in seconds. Costs nothing where nobody collects
 * metrics.
 */
export function createObserveAlertAge(now: () => number = Date.now) {
  const ages = metrics.getMeter('headgate').createHistogram('headgate.alert.age', {
    description: 'How old alerts are when they are published',
    unit: 's',
    advice: { explicitBucketBoundaries: boundaries },
  });
  return ({ raisedAt }: { readonly raisedAt: string }): void =>
    ages.record(Math.max(0, now() - Date.parse(raisedAt)) / 1000);
}
