import { requireIdentity } from '@headgate/identity/require-identity.ts';
import { requireOwnPlace } from '../require-own.ts';
import type { Mutation } from './mutation.ts';

/** @throws PLACE_NOT_FOUND */
export const removePlace: Mutation<'removePlace'> = async (
  _root,
  { id },
  { identity, database, loaders },
) => {
  const { userId } = requireIdentity(identity);
  await requireOwnPlace(database, id, userId);
  await database.place.deleteMany({ where: { id, ownerId: userId } });
  loaders.placesOfUsers.clearAll();
  return id;
};
