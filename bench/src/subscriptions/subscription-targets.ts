import { percentile } from '../measure/percentile.ts';
import type { Goal } from '../report/judge-target.ts';
import type { SubscriptionResults } from './measure-subscriptions.ts';

/** What Headgate's subscriptions set out to reach. */
export interface SubscriptionTarget extends Goal {
  readonly title: string;
  readonly aim: number;
  /** Whether values are shares of another contender's. */
  readonly isShare?: boolean;
  /** NaN where it was not measured. */
  readonly read: (results: SubscriptionResults) => number;
}

export const subscriptionTargets: readonly SubscriptionTarget[] = [
  {
    title: 'Resident memory a client, KB',
    mustReach: 12,
    aim: 10,
    read: ({ shared }) => readMemory(shared) / 1_000,
  },
  {
    title: 'Event at the subgraph to the last client, p99 ms',
    mustReach: 500,
    aim: 250,
    read: ({ shared }) => percentile(shared?.lastClientMs ?? [], 0.99),
  },
  {
    title: 'CPU an event, different subscriptions, of Hive Gateway',
    mustReach: 1 / 4,
    aim: 1 / 8,
    isShare: true,
    read: ({ different = [] }) => {
      const find = (wanted: string) => different.find(({ contender }) => contender.name === wanted)?.cpuMs;
      return (find('headgate') ?? Number.NaN) / (find('hive') ?? Number.NaN);
    },
  },
  {
    title: 'Connects a second, with authentication',
    mustReach: 1_000,
    aim: 2_500,
    atLeast: true,
    read: ({ connects }) => connects?.connectsPerSecond ?? Number.NaN,
  },
  {
    title: 'Subscriptions ended by a reload',
    mustReach: 0,
    aim: 0,
    read: ({ shared }) => shared?.endedByReload ?? Number.NaN,
  },
  {
    title: 'Heap after reloads, over before',
    mustReach: 1.1,
    aim: 1.02,
    read: ({ leaks }) => (leaks ? leaks.reloading.afterBytes / leaks.reloading.beforeBytes : Number.NaN),
  },
  {
    title: 'Heap after churn, over before',
    mustReach: 1.1,
    aim: 1.02,
    read: ({ leaks }) => (leaks ? leaks.churning.afterBytes / leaks.churning.beforeBytes : Number.NaN),
  },
];

function readMemory(shared: SubscriptionResults['shared']): number {
  return shared?.bytesPerClient.find(([title]) => title === 'Headgate')?.[1] ?? Number.NaN;
}
