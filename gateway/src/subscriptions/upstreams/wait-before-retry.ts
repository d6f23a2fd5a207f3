import { setTimeout as sleep } from 'node:timers/promises';

const firstWaitMs = 200;
const longestWaitMs = 10_000;

/**
 * Waits before a lost subgraph is tried again, the first retry being 0: twice as long each time, and anything from half
 * of that to all of it, so that gateways do not come all at once.
 */
export function waitBeforeRetry(retry: number): Promise<void> {
  const waitMs = Math.min(firstWaitMs * 2 ** retry, longestWaitMs);
  // Nobody else is kept from stopping.
  return sleep(waitMs * (0.5 + Math.random() / 2), undefined, { ref: false });
}
