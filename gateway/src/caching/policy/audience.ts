import type { CachePolicy } from './cache-policy.ts';

/** Who may use an answer: everybody, only callers like the one who asked, nobody. */
export type Audience = 'everybody' | 'alike' | 'nobody';

export function audienceOf(policy: CachePolicy | undefined): Audience {
  if (!policy) return 'nobody';
  return policy.scope === 'public' ? 'everybody' : 'alike';
}
