import type { Duration, RetryOptions } from './functions-core.ts';

const toMilliseconds = (duration: Duration | undefined) => (duration?.seconds ?? 0) * 1000;

/** How long the host waits before the next try, in milliseconds; undefined when there is none. `retryCount` is 0 after the first failure. */
export function retryDelay(policy: RetryOptions | undefined, retryCount: number): number | undefined {
  if (!policy) return undefined;
  if (policy.maxRetryCount >= 0 && retryCount >= policy.maxRetryCount) return undefined;
  if (policy.retryStrategy === 'fixedDelay') return toMilliseconds(policy.delayInterval);
  const minimum = toMilliseconds(policy.minimumInterval);
  return Math.min(minimum * 2 ** retryCount, toMilliseconds(policy.maximumInterval));
}
