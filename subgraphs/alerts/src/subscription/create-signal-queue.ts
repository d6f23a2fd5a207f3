import type { AlertSignal } from '../feed/alert-feed.ts';

/** Signals that wait for a subscriber. */
export interface SignalQueue {
  push(signal: AlertSignal): void;
  /** The next signal; undefined once it is aborted. */
  next(signal: AbortSignal): Promise<AlertSignal | undefined>;
}

/**
 * Makes a queue that stays small when its reader is slow: past `capacity` it forgets what it holds and says `missed`,
 * since the reader finds everything in the store.
 */
export function createSignalQueue(capacity = 100): SignalQueue {
  let waiting: AlertSignal[] = [];
  let arrival = Promise.withResolvers<void>();
  return {
    push(signal) {
      if (signal.kind === 'missed' || waiting.length === capacity) waiting = [{ kind: 'missed' }];
      else waiting.push(signal);
      arrival.resolve();
    },
    async next(signal) {
      while (waiting.length === 0) {
        arrival = Promise.withResolvers();
        const stop = () => arrival.resolve();
        signal.addEventListener('abort', stop, { once: true });
        if (!signal.aborted) await arrival.promise;
        signal.removeEventListener('abort', stop);
        if (signal.aborted) return undefined;
      }
      return signal.aborted ? undefined : waiting.shift();
    },
  };
}
