import { requireIdentity } from '@headgate/identity/require-identity.ts';
import { accountsErrors } from '../../errors.ts';
import { requireOwner } from '../require-owner.ts';
import type { Mutation } from './mutation.ts';

/** @throws PLACE_NOT_FOUND */
export const removePlace: Mutation<'removePlace'> = async (
  _root,
  { id },
  { identity, database, loaders },
) => {
  const caller = requireIdentity(identity);
  const place = await loaders.places.clear(id).load(id);
  if (!place) throw accountsErrors.create('PLACE_NOT_FOUND');
  requireOwner(caller, place.ownerId);
  await database.place.deleteMany({ where: { id, ownerId: place.ownerId } });
  loaders.places.clear(id);
  return id;
};
