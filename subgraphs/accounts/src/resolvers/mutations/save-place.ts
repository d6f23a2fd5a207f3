import { requireIdentity } from '@headgate/identity/require-identity.ts';
import { parseInput } from '@headgate/service/parse-input.ts';
import { z } from 'zod';
import type { Place } from '../../__generated__/prisma/client.ts';
import type { Database } from '../../database/connect-database.ts';
import { isMissingRow } from '../../database/prisma-errors.ts';
import { accountsErrors, maxPlacesPerUser } from '../../errors.ts';
import { lockUser } from '../../users/lock-user.ts';
import { geoPoint, placeName, radiusMeters } from '../../validation/input-fields.ts';
import { requireOwnPlace } from '../require-own.ts';
import type { Mutation } from './mutation.ts';

const schema = z.object({ id: z.string().nullish(), name: placeName, location: geoPoint, radiusMeters });

type PlaceData = Pick<Place, 'name' | 'latitude' | 'longitude' | 'radiusMeters'>;

/** @throws NOT_REGISTERED, PLACE_LIMIT_REACHED, PLACE_NOT_FOUND, FORBIDDEN */
export const savePlace: Mutation<'savePlace'> = async (_root, { input }, { identity, database, loaders }) => {
  const { userId } = requireIdentity(identity);
  const { id, location, ...details } = parseInput(schema, input);
  const data = { ...details, ...location };
  loaders.placesOfUsers.clearAll();
  return id ? changePlace(database, { id, userId }, data) : addPlace(database, { ...data, ownerId: userId });
};

function addPlace(database: Database, data: PlaceData & { readonly ownerId: string }): Promise<Place> {
  return database.$transaction(async (transaction) => {
    const { ownerId } = data;
    await lockUser(transaction, ownerId);
    const count = await transaction.place.count({ where: { ownerId } });
    if (count >= maxPlacesPerUser) throw accountsErrors.create('PLACE_LIMIT_REACHED');
    return transaction.place.create({ data });
  });
}

async function changePlace(
  database: Database,
  { id, userId }: { readonly id: string; readonly userId: string },
  data: PlaceData,
): Promise<Place> {
  await requireOwnPlace(database, id, userId);
  try {
    return await database.place.update({ where: { id, ownerId: userId }, data });
  } catch (error) {
    throw isMissingRow(error) ? accountsErrors.create('PLACE_NOT_FOUND', { cause: error }) : error;
  }
}
