import { requireSelfOrOperator } from '@headgate/identity/require-identity.ts';
import { parsePageArguments } from '@headgate/relay/page-arguments.ts';
import { toConnection } from '@headgate/relay/to-connection.ts';
import type { UserActivityCountArgs, UserResolvers } from '../__generated__/resolvers.ts';
import { cursorOf, readCursor } from '../activity-cursor.ts';
import type { ActivityFilter } from '../activity-store.ts';

/** Anybody may name a user; what a user did is for the user, and for operators. */
export const User: UserResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  async activities({ id: userId }, args, { identity, loaders }) {
    requireSelfOrOperator(identity, userId);
    const page = parsePageArguments(args);
    const found = await loaders.listings.load({
      of: { userId },
      filter: toFilter(args),
      limit: page.first + 1,
      ...(page.after !== null && { after: readCursor(page.after) }),
    });
    return toConnection(found, page, cursorOf);
  },
  activityCount({ id: userId }, args, { identity, loaders }) {
    requireSelfOrOperator(identity, userId);
    return loaders.counts.load({ userId, filter: toFilter(args) });
  },
  async lastActivity({ id: userId }, _args, { identity, loaders }) {
    requireSelfOrOperator(identity, userId);
    const [latest] = await loaders.listings.load({ of: { userId }, filter: {}, limit: 1 });
    return latest ?? null;
  },
};

function toFilter({ kinds, since, until }: UserActivityCountArgs): ActivityFilter {
  return { ...(kinds && { kinds }), ...(since && { since }), ...(until && { until }) };
}
