import { requireIdentity } from '@headgate/identity/require-identity.ts';
import { removeDevices } from '../../installations/remove-devices.ts';
import { requireOwnDevice } from '../require-own.ts';
import type { Mutation } from './mutation.ts';

/** @throws DEVICE_NOT_FOUND */
export const removeDevice: Mutation<'removeDevice'> = async (
  _root,
  { id },
  { identity, database, loaders, onDevicesChanged },
) => {
  const { userId } = requireIdentity(identity);
  await requireOwnDevice(database, id, userId);
  await database.$transaction((transaction) => removeDevices(transaction, { id, userId }));
  onDevicesChanged();
  loaders.devicesOfUsers.clear(userId);
  return id;
};
