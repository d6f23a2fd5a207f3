/** What a caller has left, after a request to take something. */
export interface BudgetState {
  /** Whether there was enough. */
  readonly isTaken: boolean;
  readonly left: number;
  /** In how many seconds there will be enough; 0 when there was. */
  readonly retryAfterSeconds: number;
}

/** How much callers may spend: a bucket for each, full at first, that fills up again at an even pace. */
export interface BudgetPolicy {
  /** What a full bucket holds. */
  readonly capacity: number;
  /** In how many seconds an empty bucket is full again. */
  readonly windowSeconds: number;
}

/** Where buckets are kept (https://en.wikipedia.org/wiki/Token_bucket). */
export interface Budgets {
  /** Takes `cost` out of the bucket of a caller if there is as much. It never rejects. */
  take(caller: string, cost: number, policy: BudgetPolicy): Promise<BudgetState> | BudgetState;
  /** Gives back what was taken and not needed. */
  giveBack(caller: string, cost: number, policy: BudgetPolicy): void;
}

/** In how many seconds a bucket with `left` in it will have `cost`. */
export function secondsUntil(cost: number, left: number, { capacity, windowSeconds }: BudgetPolicy): number {
  return Math.max(1, Math.ceil(((Math.min(cost, capacity) - left) * windowSeconds) / capacity));
}
