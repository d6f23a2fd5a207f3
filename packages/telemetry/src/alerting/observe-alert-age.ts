import { metrics } from '@opentelemetry/api';

/** Upper bounds in seconds. */
export const ageBoundaries = [0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600];

/** How far an alert has come when its age is observed, and as what. */
const stages = {
  published: ['headgate.alert.age', 'How old alerts are when they are published'],
  delivered: ['headgate.alert.delivery_age', 'How old alerts are when a live subscription has them'],
  pushed: ['headgate.alert.push_age', 'How old alerts are when the notification hub has taken them'],
} as const;

/** Observes how old alerts are at a stage, in seconds. Costs nothing where nobody collects metrics. */
export function createObserveAlertAge(stage: keyof typeof stages, now: () => number = Date.now) {
  const [name, description] = stages[stage];
  const ages = metrics.getMeter('headgate').createHistogram(name, {
    description,
    unit: 's',
    advice: { explicitBucketBoundaries: ageBoundaries },
  });
  return ({ raisedAt }: { readonly raisedAt: string }): void =>
    ages.record(Math.max(0, now() - Date.parse(raisedAt)) / 1000);
}
