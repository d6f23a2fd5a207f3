import { requireOperator } from '@headgate/identity/require-identity.ts';
import { iterateUntilReturned } from '@headgate/subgraph-server/iterate-until-returned.ts';
import type { SubscriptionResolvers } from '../__generated__/resolvers.ts';
import type { Context } from '../create-context.ts';
import type { GoldFreshness } from '../gold/gold-source.ts';

/** Node's timers count milliseconds in 31 bits. */
const maxTimeoutMs = 2 ** 31 - 1;

export const Subscription: SubscriptionResolvers = {
  insightsPublished: {
    subscribe: (_root, _args, context) => followUntilExpired(context),
    resolve: (freshness: GoldFreshness) => freshness,
  },
};

/** Ends when the caller's token does, or when the client has gone. */
function followUntilExpired({ identity, publications, now }: Context) {
  const { expiresAtMs } = requireOperator(identity);
  return iterateUntilReturned(async function* (ended) {
    const expired = new AbortController();
    const lifetimeMs = Math.min(Math.max(0, expiresAtMs - now()), maxTimeoutMs);
    const timer = setTimeout(() => expired.abort(), lifetimeMs);
    try {
      yield* publications.follow(AbortSignal.any([ended, expired.signal]));
    } finally {
      clearTimeout(timer);
    }
  });
}
