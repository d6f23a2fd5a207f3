import { requireIdentity } from '@headgate/identity/require-identity.ts';
import { accountsErrors } from '../../errors.ts';
import { requireOwner } from '../require-owner.ts';
import type { Mutation } from './mutation.ts';

/** @throws DEVICE_NOT_FOUND */
export const removeDevice: Mutation<'removeDevice'> = async (
  _root,
  { id },
  { identity, database, loaders },
) => {
  const caller = requireIdentity(identity);
  const device = await loaders.devices.clear(id).load(id);
  if (!device) throw accountsErrors.create('DEVICE_NOT_FOUND');
  requireOwner(caller, device.userId);
  await database.device.deleteMany({ where: { id, userId: device.userId } });
  loaders.devices.clear(id);
  return id;
};
