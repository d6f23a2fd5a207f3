import { requireSelfOrOperator } from '@headgate/identity/require-identity.ts';
import { parsePageArguments } from '@headgate/relay/page-arguments.ts';
import type { UserResolvers } from '../__generated__/resolvers.ts';
import { readPreferences } from '../users/read-preferences.ts';

/** Whoever holds a user has been let through to it: the fields need no check of their own. */
export const User: UserResolvers = {
  // Asynchronous, so that one that is refused does not refuse the others of the same request.
  async __resolveReference({ id }, { identity, loaders }) {
    requireSelfOrOperator(identity, id);
    return loaders.users.load(id);
  },
  notificationPreferences: (user) => readPreferences(user),
  devices: ({ id }, _args, { loaders }) => loaders.devicesOfUsers.load(id),
  places: ({ id }, args, { loaders }) =>
    loaders.placesOfUsers.load({ ownerId: id, ...parsePageArguments(args) }),
};
