import type { RunningContender } from '../contenders/start-contender.ts';
import type { LoadOrder } from '../load/load-order.ts';
import type { SubgraphTraffic } from '../subgraphs/serve-subgraphs.ts';
import type { Testbed } from '../testbed/start-testbed.ts';
import { demandProcessUsage } from './demand-process-usage.ts';
import { readProcessUsage } from './read-process-usage.ts';

/** What one contender did with one load. */
export interface Measurement {
  readonly requests: number;
  /** Processor time of the contender, a request. */
  readonly cpuMs: number;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The most that was resident at a time. */
  readonly residentBytes: number;
  /** Requests that subgraphs got, an operation. */
  readonly subgraphRequests: number;
}

const memoryIntervalMs = 100;

/**
 * Puts a load on a contender and reads from the operating system what it cost.
 * @throws Error when the contender ends, an answer is not the expected one, or a subgraph is asked without the client's
 * authorization
 */
export async function measureLoad(
  running: RunningContender,
  { load, subgraphs }: Testbed,
  order: Omit<LoadOrder, 'url'>,
): Promise<Measurement> {
  const { contender, pid, url } = running;
  await subgraphs.ask({ kind: 'traffic' });
  const before = demandProcessUsage(running);
  let residentBytes = 0;
  const watch = setInterval(() => {
    residentBytes = Math.max(residentBytes, readProcessUsage(pid)?.residentBytes ?? 0);
  }, memoryIntervalMs);
  try {
    const result = await load.ask({ ...order, url });
    const after = demandProcessUsage(running);
    const traffic = (await subgraphs.ask({ kind: 'traffic' })) as SubgraphTraffic;
    const { requests, failures, elapsedMs, p50Ms, p99Ms } = result;
    if (failures) throw new Error(`${contender.title}: ${failures} of ${requests} answers are wrong`);
    if (traffic.unauthorized) {
      throw new Error(`${contender.title} does not forward authorization to its subgraphs`);
    }
    return {
      requests,
      cpuMs: (after.cpuMs - before.cpuMs) / requests,
      requestsPerSecond: (requests * 1_000) / elapsedMs,
      p50Ms,
      p99Ms,
      residentBytes: Math.max(residentBytes, after.residentBytes),
      subgraphRequests: traffic.requests / requests,
    };
  } finally {
    clearInterval(watch);
  }
}
