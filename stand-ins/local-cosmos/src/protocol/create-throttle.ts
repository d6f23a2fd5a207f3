import { CosmosError } from '../cosmos-error.ts';
import type { CosmosRequest } from './cosmos-request.ts';

/** Refuses requests on demand, so that tests see what a container short of throughput does. */
export interface Throttle {
  /** The next `count` requests for documents are refused. */
  refuseNext(count: number, retryAfterMs: number): void;
  /** @throws TooManyRequests for a request that is to be refused */
  check(request: CosmosRequest): void;
}

export function createThrottle(): Throttle {
  let left = 0;
  let waitMs = 0;
  return {
    refuseNext(count, retryAfterMs) {
      left = count;
      waitMs = retryAfterMs;
    },
    check(request) {
      // The SDK asks for query plans on its own account, which no test could count.
      const isCounted = request.segments[4] === 'docs' && !request.flag('x-ms-cosmos-is-query-plan-request');
      if (left === 0 || !isCounted) return;
      left -= 1;
      throw new CosmosError(
        429,
        'Request rate is large. More Request Units may be needed, so no changes were made.',
        { substatus: 3200, headers: { 'x-ms-retry-after-ms': String(waitMs) } },
      );
    },
  };
}
