import type { Upstreams } from '../upstreams/upstream.ts';
import { type CallbackSubscriptionOptions, openCallbackSubscription } from './open-callback-subscription.ts';
import type { Callback } from './parse-callback.ts';

/** Subscribes to subgraphs that call back (https://www.apollographql.com/docs/graphos/routing/operations/subscriptions/callback-protocol). */
export interface CallbackUpstreams extends Upstreams {
  /** Hands a callback to its subscription; says whether there is one. */
  receive(callback: Callback): boolean;
}

export function createCallbackUpstreams(options: CallbackSubscriptionOptions): CallbackUpstreams {
  const receivers = new Map<string, (callback: Callback) => void>();

  return {
    subscribe(request, sink) {
      let isOpen = true;
      function settle(tell?: () => void): void {
        if (!isOpen) return;
        isOpen = false;
        receivers.delete(opened.id);
        opened[Symbol.dispose]();
        tell?.();
      }
      // Each attempt has an id of its own: who still calls back for an earlier one is told that it is over.
      const opened = openCallbackSubscription(request, options, {
        next: (event) => {
          if (isOpen) sink.next(event);
        },
        complete: () => settle(() => sink.complete()),
        fail: (failure) => settle(() => sink.fail(failure)),
      });
      receivers.set(opened.id, opened.receive);
      return () => settle();
    },
    receive(callback) {
      const receive = receivers.get(callback.id);
      receive?.(callback);
      return receive !== undefined;
    },
  };
}
