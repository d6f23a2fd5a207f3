import type { BudgetPolicy, BudgetState } from './budget.ts';

/** Names the policy in both headers. */
const policyName = '"cost"';

/**
 * Writes `RateLimit-Policy` and `RateLimit` (https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/):
 * the quota `q` in a window of `w` seconds, what remains as `r`, and in `t` seconds there will be all of it again. Both
 * count cost.
 */
export function writeRateLimit(
  set: (name: string, value: string) => void,
  { capacity, windowSeconds }: BudgetPolicy,
  { left }: BudgetState,
): void {
  const remaining = Math.max(0, Math.floor(left));
  const fullInSeconds = Math.ceil(((capacity - left) * windowSeconds) / capacity);
  set('ratelimit-policy', `${policyName};q=${capacity};w=${windowSeconds}`);
  set('ratelimit', `${policyName};r=${remaining};t=${fullInSeconds}`);
}
