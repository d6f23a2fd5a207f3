import type { Measurement } from '../measure/measure-load.ts';
import { median, summarise } from '../measure/summarise.ts';
import type { Goal } from '../report/judge-target.ts';
import type { CachingResults } from './measure-caching.ts';
import type { HitResult } from './measure-hits.ts';

/** What kept answers are to cost. */
export interface CachingTarget extends Goal {
  readonly title: string;
  readonly unit: 'share' | 'number';
  readonly aim: number;
  /** NaN where it was not measured. */
  readonly read: (results: CachingResults) => number;
}

export const cachingTargets: readonly CachingTarget[] = [
  {
    title: 'CPU a request, 87 KB, hit in process, of @apollo/gateway without a cache',
    unit: 'share',
    mustReach: 1 / 60,
    aim: 1 / 150,
    read: ({ large }) => divide(large, 'cpuMs', ['headgate-process', 'stock']),
  },
  {
    title: 'CPU a request, 87 KB, hit in Redis, of @apollo/gateway without a cache',
    unit: 'share',
    mustReach: 1 / 25,
    aim: 1 / 60,
    read: ({ large }) => divide(large, 'cpuMs', ['headgate-redis', 'stock']),
  },
  {
    title: "CPU a request, 87 KB, as delivered, of Apollo Server's response cache on the same Redis",
    unit: 'share',
    mustReach: 1 / 4,
    aim: 1 / 10,
    read: ({ large }) => divide(large, 'cpuMs', ['headgate-process', 'stock-cached']),
  },
  {
    title: "CPU a request, 87 KB, each hit in Redis, of Apollo Server's response cache on the same Redis",
    unit: 'share',
    mustReach: 1 / 4,
    aim: 1 / 10,
    read: ({ large }) => divide(large, 'cpuMs', ['headgate-redis', 'stock-cached']),
  },
  {
    title: 'Requests a second, 1 KB by persisted GET, of a bare node:http server',
    unit: 'share',
    mustReach: 1 / 3,
    aim: 2 / 3,
    atLeast: true,
    read: ({ small }) => divide(small, 'requestsPerSecond', ['headgate-process', 'bare']),
  },
  {
    title: 'Requests a second of processor time, the same',
    unit: 'share',
    mustReach: 1 / 3,
    aim: 2 / 3,
    atLeast: true,
    read: ({ small }) => divide(small, 'cpuMs', ['bare', 'headgate-process']),
  },
  {
    title: 'Entities asked for, of those that were missing',
    unit: 'number',
    mustReach: 1,
    aim: 1,
    read: ({ entities }) => (entities ? entities.requested / (entities.asked - entities.kept) : Number.NaN),
  },
  {
    title: 'Invalidation of 10,000 keys among 1,000,000, ms',
    unit: 'number',
    mustReach: 50,
    aim: 10,
    read: ({ invalidation }) => median(invalidation?.tookMs ?? []),
  },
];

/** Divides a quantity of one contender by that of another, medians of all rounds. */
function divide(
  result: HitResult | undefined,
  quantity: keyof Measurement,
  [one, other]: readonly [string, string],
): number {
  const read = (name: string) => summarise(result?.rounds.get(name) ?? [])[quantity];
  return read(one) / read(other);
}
