import type { ApolloServerPlugin } from '@apollo/server';
import type { OperationContext } from '../operation-context.ts';

/** What plugins write that say for how long an answer may be kept. */
const keeps = /^max-age=\d+, (public|private)$/;

/**
 * Says in `Cache-Control` for how long an answer may be kept, by the policy that plugins may have given it; answers
 * with errors and those in parts are not to be kept. Apollo Server's own plugin does the same for those who run
 * resolvers, and for their sake ties each request's objects together, so that they outlive it.
 */
export function stateCachePolicy(): ApolloServerPlugin<OperationContext> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ response: { http, body }, overallCachePolicy }) => {
        const isWhole = body.kind === 'single' && !body.singleResult.errors;
        const stated = http.headers.get('cache-control');
        if (stated !== undefined && (isWhole || !keeps.test(stated))) return;
        const policy = isWhole ? overallCachePolicy.policyIfCacheable() : null;
        const stating = policy ? `max-age=${policy.maxAge}, ${policy.scope.toLowerCase()}` : 'no-store';
        http.headers.set('cache-control', stating);
      },
    }),
  };
}
