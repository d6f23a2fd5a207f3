import { gatewayErrors } from '../../errors.ts';
import type { Cancellation } from '../../values/cancellation.ts';
import type { EngineCounters } from '../engine-counters.ts';
import type { SendFetch } from './send-fetch.ts';

export interface WithTimeoutOptions {
  readonly counters: EngineCounters;
}

/** Whether what was cancelled took too long, rather than that nobody wants it any more. */
export function hasTimedOut({ isCancelled, reason }: Cancellation): boolean {
  return isCancelled && (reason as { readonly code?: unknown } | undefined)?.code === 'SUBREQUEST_TIMEOUT';
}

/** Gives up on a subgraph that takes too long. Rejects with `SUBREQUEST_TIMEOUT`. */
export function withTimeout(send: SendFetch, { counters }: WithTimeoutOptions): SendFetch {
  function giveUp(cancellation: Cancellation): void {
    counters.fetchesTimedOut += 1;
    cancellation.cancel(gatewayErrors.create('SUBREQUEST_TIMEOUT'));
  }

  return (fetch, cancellation) => {
    const timer = setTimeout(giveUp, fetch.timeoutMs, cancellation);
    return send(fetch, cancellation).then(
      (response) => {
        clearTimeout(timer);
        return response;
      },
      (error: unknown) => {
        clearTimeout(timer);
        throw cancellation.isCancelled ? cancellation.reason : error;
      },
    );
  };
}
