import { requireIdentity } from '@headgate/identity/require-identity.ts';
import { accountsErrors } from '../../errors.ts';
import { removeDevices } from '../../installations/remove-devices.ts';
import type { Mutation } from './mutation.ts';

/**
 * Removes the account, and notes in the same transaction that everything else about the user is to be erased: whoever is
 * interrupted afterwards finds the note.
 *
 * @throws NOT_REGISTERED
 */
export const deleteAccount: Mutation<'deleteAccount'> = async (
  _root,
  _args,
  { identity, database, onDevicesChanged },
) => {
  const { userId } = requireIdentity(identity);
  await database.$transaction(async (transaction) => {
    await removeDevices(transaction, { userId });
    const { count } = await transaction.user.deleteMany({ where: { id: userId } });
    if (count === 0) throw accountsErrors.create('NOT_REGISTERED');
    await transaction.erasure.upsert({ where: { userId }, create: { userId }, update: {} });
  });
  onDevicesChanged();
  return userId;
};
