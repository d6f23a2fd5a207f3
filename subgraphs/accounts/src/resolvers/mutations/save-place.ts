import { requireIdentity } from '@headgate/identity/require-identity.ts';
import { parseInput } from '@headgate/service/parse-input.ts';
import { z } from 'zod';
import { isMissingReference, isMissingRow } from '../../database/prisma-errors.ts';
import { accountsErrors } from '../../errors.ts';
import { geoPoint, placeName, radiusMeters } from '../../validation/input-fields.ts';
import { requireOwnPlace } from '../require-own.ts';
import type { Mutation } from './mutation.ts';

const schema = z.object({ id: z.string().nullish(), name: placeName, location: geoPoint, radiusMeters });

/** @throws NOT_REGISTERED, PLACE_NOT_FOUND */
export const savePlace: Mutation<'savePlace'> = async (_root, { input }, { identity, database, loaders }) => {
  const { userId } = requireIdentity(identity);
  const { id, location, ...details } = parseInput(schema, input);
  const data = { ...details, ...location };
  loaders.placesOfUsers.clearAll();
  try {
    if (!id) return await database.place.create({ data: { ...data, ownerId: userId } });
    await requireOwnPlace(database, id, userId);
    return await database.place.update({ where: { id, ownerId: userId }, data });
  } catch (error) {
    if (isMissingReference(error)) throw accountsErrors.create('NOT_REGISTERED', { cause: error });
    if (isMissingRow(error)) throw accountsErrors.create('PLACE_NOT_FOUND', { cause: error });
    throw error;
  }
};
