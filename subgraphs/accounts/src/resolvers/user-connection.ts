import type { UserConnectionResolvers } from '../__generated__/resolvers.ts';
import { countUsers } from '../users/find-users.ts';

export const UserConnection: UserConnectionResolvers = {
  totalCount: ({ search }, _args, { database }) => countUsers(database, search),
};
