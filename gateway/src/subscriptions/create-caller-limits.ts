import { createSubscriptionError } from './subscription-error.ts';

/** Counts the subscriptions that are open. */
export interface CallerLimits {
  /**
   * Takes a place.
   * @throws SubscriptionError `SUBSCRIPTION_LIMIT_EXCEEDED`
   */
  take(caller: string | undefined): void;
  /** Gives one back; to be called once for each that was taken. */
  leave(caller: string | undefined): void;
}

/** Limits subscriptions in the process and, for those who are signed in, for each caller. */
export function createCallerLimits(limits: {
  readonly total: number;
  readonly perCaller: number;
}): CallerLimits {
  const counts = new Map<string, number>();
  let total = 0;
  return {
    take(caller) {
      const own = (caller !== undefined && counts.get(caller)) || 0;
      if (total >= limits.total || own >= limits.perCaller)
        throw createSubscriptionError('SUBSCRIPTION_LIMIT_EXCEEDED');
      total += 1;
      if (caller !== undefined) counts.set(caller, own + 1);
    },
    leave(caller) {
      total -= 1;
      if (caller === undefined) return;
      const left = (counts.get(caller) ?? 1) - 1;
      if (left > 0) counts.set(caller, left);
      else counts.delete(caller);
    },
  };
}
