import { type CachePolicy, mergePolicies } from './cache-policy.ts';
import type { HintPolicy } from './compute-hint-policy.ts';

/** The policy that results from what subgraphs said and what hints say; undefined when nothing may be kept. */
export function combineWithHints(
  said: CachePolicy | undefined,
  { hint, isRestricted }: HintPolicy,
): CachePolicy | undefined {
  if (hint === 'forbidden') return undefined;
  // Hints know nothing of stale answers: the subgraphs decide.
  const stale = { staleWhileRevalidateSeconds: 0, staleIfErrorSeconds: 0, ...said };
  const hinted = hint === 'none' ? undefined : { ...stale, ...hint };
  const policy = said && hinted ? mergePolicies(said, hinted) : (said ?? hinted);
  if (!policy || policy.maxAgeSeconds <= 0) return undefined;
  return isRestricted ? { ...policy, scope: 'private' } : policy;
}
