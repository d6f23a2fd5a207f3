import type { RunningContender } from '../contenders/start-contender.ts';
import { type ProcessUsage, readProcessUsage } from './read-process-usage.ts';

/**
 * What a contender has used of the machine.
 * @throws Error when it has ended
 */
export function demandProcessUsage({ contender, pid }: RunningContender): ProcessUsage {
  const usage = readProcessUsage(pid);
  if (!usage) throw new Error(`${contender.title} ends while it is measured`);
  return usage;
}
