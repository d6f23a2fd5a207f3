import { LRUCache } from 'lru-cache';
import { type Budgets, secondsUntil } from './budget.ts';

interface Bucket {
  left: number;
  /** In milliseconds. */
  atMs: number;
}

/** As many callers are remembered; who has not been seen for longest begins with a full bucket again. */
const maxCallers = 100_000;

/** Keeps buckets in this process. `now` is in milliseconds and never goes back. */
export function createMemoryBudgets(now: () => number): Budgets {
  const buckets = new LRUCache<string, Bucket>({ max: maxCallers });

  function fill(caller: string, capacity: number, windowSeconds: number): Bucket {
    const atMs = now();
    const bucket = buckets.get(caller);
    if (!bucket) {
      const full = { left: capacity, atMs };
      buckets.set(caller, full);
      return full;
    }
    bucket.left = Math.min(
      capacity,
      bucket.left + ((atMs - bucket.atMs) * capacity) / (windowSeconds * 1_000),
    );
    bucket.atMs = atMs;
    return bucket;
  }

  return {
    take(caller, cost, policy) {
      const bucket = fill(caller, policy.capacity, policy.windowSeconds);
      const isTaken = cost <= bucket.left;
      if (isTaken) bucket.left -= cost;
      const { left } = bucket;
      return { isTaken, left, retryAfterSeconds: isTaken ? 0 : secondsUntil(cost, left, policy) };
    },
    giveBack(caller, cost, { capacity, windowSeconds }) {
      const bucket = fill(caller, capacity, windowSeconds);
      bucket.left = Math.min(capacity, bucket.left + cost);
    },
  };
}
