import { requireIdentity, requireSelfOrOperator } from '@headgate/identity/require-identity.ts';
import type { QueryResolvers } from '../__generated__/resolvers.ts';

export const Query: QueryResolvers = {
  activity(_root, { id, userId }, { identity, loaders }) {
    const owner = userId ?? requireIdentity(identity).userId;
    requireSelfOrOperator(identity, owner);
    return loaders.activities.load({ id, userId: owner });
  },
};
