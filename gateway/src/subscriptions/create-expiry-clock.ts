import { getOrInsert } from '../values/get-or-insert.ts';
import { scheduleAt } from './schedule-at.ts';

/** What ends when its time has come. */
export interface Expiring {
  expire(): void;
}

export interface ExpiryClock {
  /** Has it expire at a time, in milliseconds since 1970, or at once when that has passed. */
  enter(timeMs: number, expiring: Expiring): void;
  /** Nothing happens to it any more; to be told the same time. */
  leave(timeMs: number, expiring: Expiring): void;
}

interface Expiry extends Disposable {
  readonly all: Set<Expiring>;
}

/** Those that expire at the same time, which tokens tell in whole seconds, share a timer. */
export function createExpiryClock(now: () => number): ExpiryClock {
  const expiries = new Map<number, Expiry>();

  function open(timeMs: number): Expiry {
    const all = new Set<Expiring>();
    const timer = scheduleAt(timeMs, expireAll, now);
    function expireAll(): void {
      expiries.delete(timeMs);
      for (const expiring of all) expiring.expire();
    }
    return { all, [Symbol.dispose]: () => timer[Symbol.dispose]() };
  }

  return {
    enter(timeMs, expiring) {
      getOrInsert(expiries, timeMs, () => open(timeMs)).all.add(expiring);
    },
    leave(timeMs, expiring) {
      const expiry = expiries.get(timeMs);
      if (!expiry?.all.delete(expiring) || expiry.all.size > 0) return;
      expiry[Symbol.dispose]();
      expiries.delete(timeMs);
    },
  };
}
