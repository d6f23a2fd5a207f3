import { requireRole } from '@headgate/identity/require-identity.ts';
import type { Mutation } from './mutation.ts';

/** Forgets that a user was to be erased, which is the last that is known of them. */
export const completeErasure: Mutation<'completeErasure'> = async (
  _root,
  { userId },
  { identity, database },
) => {
  requireRole(identity, 'notifier');
  await database.accountChange.deleteMany({ where: { tableName: 'users', id: userId } });
  const { count } = await database.erasure.deleteMany({ where: { userId } });
  return count > 0;
};
