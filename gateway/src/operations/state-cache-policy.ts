import type { RequestContext } from './plugins/create-request-context.ts';

/** What plugins write that say for how long an answer may be kept. */
const keeps = /^max-age=\d+, (public|private)$/;

/**
 * The headers of an answer, with a `Cache-Control` that says for how long it may be kept by the policy that plugins have
 * given it; answers with errors and those in parts are not to be kept
 * (https://www.apollographql.com/docs/apollo-server/performance/caching).
 */
export function stateCachePolicy({
  response: { http, body },
  overallCachePolicy,
}: RequestContext): ReadonlyMap<string, string> {
  const isWhole = body.kind === 'single' && !body.singleResult.errors;
  const stated = http.headers.get('cache-control');
  if (stated !== undefined && (isWhole || !keeps.test(stated))) return http.headers;
  const policy = isWhole ? overallCachePolicy.policyIfCacheable() : null;
  const stating = policy ? `max-age=${policy.maxAge}, ${policy.scope.toLowerCase()}` : 'no-store';
  return http.headers.set('cache-control', stating);
}
