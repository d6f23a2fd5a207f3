import { isOperator } from '@headgate/identity/identity.ts';
import { requireIdentity } from '@headgate/identity/require-identity.ts';
import { parsePageArguments } from '@headgate/relay/page-arguments.ts';
import type { PlaceResolvers } from '../__generated__/resolvers.ts';

export const Place: PlaceResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  recentActivities({ id: placeId }, args, { identity, loaders }) {
    const caller = requireIdentity(identity);
    return loaders.listings.load({
      of: isOperator(caller) ? 'everybody' : { userId: caller.userId },
      filter: { placeId },
      limit: parsePageArguments(args, 10).first,
    });
  },
};
