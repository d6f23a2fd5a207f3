export type CacheScope = 'public' | 'anonymous' | 'private';

const scopes: readonly CacheScope[] = ['public', 'anonymous', 'private'];

/** How long and for whom an answer may be kept (https://www.rfc-editor.org/rfc/rfc9111, https://www.rfc-editor.org/rfc/rfc5861). */
export interface CachePolicy {
  /** How long it is fresh. */
  readonly maxAgeSeconds: number;
  /** For everybody, for everybody who is not signed in, or for the one caller whom it was made for. */
  readonly scope: CacheScope;
  /** For how long after that it may be served while a fresh one is fetched. */
  readonly staleWhileRevalidateSeconds: number;
  /** For how long after that it may be served when no fresh one can be had. */
  readonly staleIfErrorSeconds: number;
}

/** The policy of an answer that is made of both: the shorter times, the smaller audience. */
export function mergePolicies(one: CachePolicy, other: CachePolicy): CachePolicy {
  return {
    maxAgeSeconds: Math.min(one.maxAgeSeconds, other.maxAgeSeconds),
    scope: scopes.indexOf(one.scope) > scopes.indexOf(other.scope) ? one.scope : other.scope,
    staleWhileRevalidateSeconds: Math.min(one.staleWhileRevalidateSeconds, other.staleWhileRevalidateSeconds),
    staleIfErrorSeconds: Math.min(one.staleIfErrorSeconds, other.staleIfErrorSeconds),
  };
}

/** Writes a policy as the value of a `Cache-Control` header. */
export function formatCacheControl(policy: CachePolicy): string {
  const { maxAgeSeconds, scope, staleWhileRevalidateSeconds, staleIfErrorSeconds } = policy;
  let header = `${scope === 'anonymous' ? '' : `${scope}, `}max-age=${maxAgeSeconds}`;
  if (staleWhileRevalidateSeconds > 0) header += `, stale-while-revalidate=${staleWhileRevalidateSeconds}`;
  if (staleIfErrorSeconds > 0) header += `, stale-if-error=${staleIfErrorSeconds}`;
  return header;
}
