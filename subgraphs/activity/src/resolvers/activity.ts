import { requireSelfOrOperator } from '@headgate/identity/require-identity.ts';
import type { ActivityResolvers } from '../__generated__/resolvers.ts';

/** Whoever holds an event has been let through to it: the fields need no check of their own. */
export const Activity: ActivityResolvers = {
  // Async, so that a refusal is this entity's own: thrown at once, it would be the whole list's.
  async __resolveReference({ id, userId }, { identity, loaders }) {
    requireSelfOrOperator(identity, userId);
    return loaders.activities.load({ id, userId });
  },
  user: ({ userId }) => ({ id: userId }),
};
