import { gatewayErrors } from '../../errors.ts';
import type { EngineCounters } from '../engine-counters.ts';
import type { SendSubgraphRequest } from './send-subgraph-request.ts';

export interface WithTimeoutOptions {
  readonly counters: EngineCounters;
}

/** Gives up on a subgraph that takes too long. Rejects with `SUBREQUEST_TIMEOUT`. */
export function withTimeout(
  send: SendSubgraphRequest,
  { counters }: WithTimeoutOptions,
): SendSubgraphRequest {
  return async (request) => {
    // One controller and one timer: AbortSignal.any and AbortSignal.timeout cost more than the rest of a small fetch.
    const controller = new AbortController();
    const cancel = () => controller.abort(request.signal.reason);
    request.signal.addEventListener('abort', cancel);
    const timer = setTimeout(() => {
      counters.fetchesTimedOut += 1;
      controller.abort(gatewayErrors.create('SUBREQUEST_TIMEOUT'));
    }, request.timeoutMs);
    try {
      return await send({ ...request, signal: controller.signal });
    } catch (error) {
      throw controller.signal.aborted ? controller.signal.reason : error;
    } finally {
      clearTimeout(timer);
      request.signal.removeEventListener('abort', cancel);
    }
  };
}
