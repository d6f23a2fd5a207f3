import type { UpstreamFailure, UpstreamRequest, UpstreamSink, Upstreams } from './upstream.ts';
import { waitBeforeRetry } from './wait-before-retry.ts';

export interface RetryingUpstreamsOptions {
  /** How often in a row a lost subscription is asked for again before it fails. */
  readonly retries: number;
  /** How long to wait before the given retry, the first being 0. Default: see {@link waitBeforeRetry}. */
  readonly retryWait?: (retry: number) => Promise<void>;
  /** A clock in milliseconds that is never set back. Default: that of the process. */
  readonly now?: () => number;
}

/** A subscription that has stood for so long was well, though no event came: the next loss is the first again. */
const steadyMs = 300_000;

/**
 * Asks again for subscriptions that are lost, with longer and longer waits. What counts is how often since the last
 * event: a subgraph that accepts each subscription and then loses it is no better than one that does not accept it.
 */
export function createRetryingUpstreams(
  upstreams: Upstreams,
  { retries, retryWait = waitBeforeRetry, now = () => performance.now() }: RetryingUpstreamsOptions,
): Upstreams {
  function isFinal(failure: UpstreamFailure, { replays }: UpstreamRequest): boolean {
    return replays || failure.kind === 'refused' || failure.isFinal === true;
  }

  return {
    subscribe(request: UpstreamRequest, sink: UpstreamSink): () => void {
      let isOpen = true;
      let attempts = 0;
      let leave = () => {};

      function open(): void {
        const askedAtMs = now();
        leave = upstreams.subscribe(request, {
          next(event) {
            attempts = 0;
            sink.next(event);
          },
          complete() {
            isOpen = false;
            sink.complete();
          },
          fail(failure) {
            if (now() - askedAtMs >= steadyMs) attempts = 0;
            if (isFinal(failure, request) || attempts >= retries) {
              isOpen = false;
              sink.fail(failure);
              return;
            }
            attempts += 1;
            void retryWait(attempts - 1).then(() => {
              if (isOpen) open();
            });
          },
        });
      }

      open();
      return () => {
        isOpen = false;
        leave();
      };
    },
  };
}
