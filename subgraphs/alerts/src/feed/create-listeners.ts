import type { AlertListener, AlertSignal } from './alert-feed.ts';

/** Who listens to whose alerts, within this process. */
export interface Listeners {
  add(userId: string, listener: AlertListener): () => void;
  /** Tells those who listen to that user. */
  tell(userId: string, signal: AlertSignal): void;
  tellAll(signal: AlertSignal): void;
  /** Resolves while somebody listens, or as soon as somebody does. */
  present(): Promise<void>;
  isEmpty(): boolean;
}

/** Makes an empty register of listeners. */
export function createListeners(): Listeners {
  const byUser = new Map<string, Set<AlertListener>>();
  let arrival = Promise.withResolvers<void>();
  return {
    add(userId, given) {
      // The same function may listen twice: each time it is a listener of its own.
      const listener: AlertListener = (signal) => given(signal);
      const listeners = byUser.get(userId) ?? new Set();
      byUser.set(userId, listeners.add(listener));
      arrival.resolve();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && byUser.get(userId) === listeners) byUser.delete(userId);
        if (byUser.size === 0) arrival = Promise.withResolvers();
      };
    },
    tell(userId, signal) {
      for (const listener of byUser.get(userId) ?? []) listener(signal);
    },
    tellAll(signal) {
      for (const listeners of byUser.values()) for (const listener of listeners) listener(signal);
    },
    present: () => arrival.promise,
    isEmpty: () => byUser.size === 0,
  };
}
