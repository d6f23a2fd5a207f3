import type { UpstreamRequest, UpstreamSink, Upstreams } from '../upstream.ts';
import { waitBeforeRetry } from '../wait-before-retry.ts';
import { type CallbackSubscriptionOptions, openCallbackSubscription } from './open-callback-subscription.ts';
import type { Callback } from './parse-callback.ts';

export interface CallbackUpstreamsOptions extends CallbackSubscriptionOptions {
  /** How often in a row a lost subscription is asked for again before it fails. */
  readonly retries: number;
  /** How long to wait before the given retry, the first being 0. Default: see {@link waitBeforeRetry}. */
  readonly retryWait?: (retry: number) => Promise<void>;
}

/** Subscribes to subgraphs that call back (https://www.apollographql.com/docs/graphos/routing/operations/subscriptions/callback-protocol). */
export interface CallbackUpstreams extends Upstreams {
  /** Hands a callback to its subscription; says whether there is one. */
  receive(callback: Callback): boolean;
}

export function createCallbackUpstreams(options: CallbackUpstreamsOptions): CallbackUpstreams {
  const { retries, retryWait = waitBeforeRetry } = options;
  const receivers = new Map<string, (callback: Callback) => void>();

  function subscribe(request: UpstreamRequest, sink: UpstreamSink): () => void {
    let isOpen = true;
    let failures = 0;
    let close = () => {};
    function settle(tell?: () => void): void {
      if (!isOpen) return;
      isOpen = false;
      close();
      tell?.();
    }

    function open(): void {
      // Each attempt has an id of its own: who still calls back for an earlier one is told that it is over.
      const opened = openCallbackSubscription(request, options, {
        next: (event) => {
          if (isOpen) sink.next(event);
        },
        onStart: () => {
          failures = 0;
        },
        complete: () => settle(() => sink.complete()),
        fail(failure) {
          close();
          if (failure.kind === 'refused' || request.replays || failures >= retries) {
            settle(() => sink.fail(failure));
            return;
          }
          failures += 1;
          void retryWait(failures - 1).then(() => {
            if (isOpen) open();
          });
        },
      });
      receivers.set(opened.id, opened.receive);
      close = () => {
        receivers.delete(opened.id);
        opened[Symbol.dispose]();
      };
    }

    open();
    return () => settle();
  }

  return {
    subscribe,
    receive(callback) {
      const receive = receivers.get(callback.id);
      receive?.(callback);
      return receive !== undefined;
    },
  };
}
