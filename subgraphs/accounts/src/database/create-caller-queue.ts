import type { Config } from '../config.ts';
import { createFairQueue, type FairQueue } from './create-fair-queue.ts';

/** So many callers may wait with as much as each of them may. */
const crowd = 20;

/**
 * Creates the queue in which callers wait for a connection: one of the pool is left to what nobody asked for, such as
 * the readiness probe, and half of the others is what one caller may have.
 */
export function createCallerQueue(
  config: Pick<Config['database'], 'poolSize' | 'maxWaitingPerCaller' | 'connectTimeoutMs'>,
): FairQueue {
  const slots = Math.max(1, config.poolSize - 1);
  return createFairQueue({
    slots,
    slotsPerSubject: Math.ceil(slots / 2),
    maxWaitingPerSubject: config.maxWaitingPerCaller,
    maxWaiting: crowd * config.maxWaitingPerCaller,
    waitTimeoutMs: config.connectTimeoutMs,
  });
}
