import { setTimeout as wait } from 'node:timers/promises';
import type { Contender } from '../contenders/contender.ts';
import { type RunningContender, startContender } from '../contenders/start-contender.ts';
import { demandProcessUsage } from '../measure/demand-process-usage.ts';
import type { LiveGroup, LiveTestbed } from './start-live-testbed.ts';

export interface GrowthOptions<Result> {
  readonly testbed: LiveTestbed;
  /** Opens that many clients of a server; resolves when all have had an event. */
  readonly open: (url: string, clients: number) => Promise<LiveGroup>;
  readonly clients: number;
  /** Puts the clients to use; memory is read when it resolves. */
  readonly use: (group: LiveGroup, running: RunningContender) => Promise<Result>;
  /** Goes on with the clients after memory was read. */
  readonly after?: (group: LiveGroup, running: RunningContender) => Promise<void>;
  readonly onProgress: (text: string) => void;
}

export interface Growth<Result> {
  /** Growth of resident memory, a client. */
  readonly bytesPerClient: number;
  readonly result: Result;
}

const warmUpClients = 1_000;
const settleMs = 3_000;

/** Measures how resident memory grows with clients, after a warm-up whose clients have left. */
export async function measureGrowth<Result>(
  contender: Contender,
  options: GrowthOptions<Result>,
): Promise<Growth<Result>> {
  const { testbed, open, clients, onProgress } = options;
  onProgress(`${contender.title}: warming up`);
  await using running = await startContender(contender, { supergraphPath: testbed.supergraphPath });
  const warmUp = await open(running.url, Math.min(warmUpClients, clients));
  await warmUp.close();
  await wait(settleMs);
  const before = demandProcessUsage(running);
  onProgress(`${contender.title}: connecting ${clients} clients`);
  const group = await open(running.url, clients);
  const result = await options.use(group, running);
  const { residentBytes } = demandProcessUsage(running);
  await options.after?.(group, running);
  await group.close();
  return { bytesPerClient: (residentBytes - before.residentBytes) / clients, result };
}
