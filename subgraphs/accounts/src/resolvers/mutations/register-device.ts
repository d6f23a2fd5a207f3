import { requireIdentity } from '@headgate/identity/require-identity.ts';
import { parseInput } from '@headgate/service/parse-input.ts';
import { z } from 'zod';
import { DevicePlatform } from '../../__generated__/prisma/client.ts';
import { isMissingReference } from '../../database/prisma-errors.ts';
import { accountsErrors, maxDevicesPerUser } from '../../errors.ts';
import { deviceName, pushHandle } from '../../validation/input-fields.ts';
import type { Mutation } from './mutation.ts';

const schema = z.object({ platform: z.enum(DevicePlatform), name: deviceName, pushHandle });

/** @throws NOT_REGISTERED, DEVICE_LIMIT_REACHED */
export const registerDevice: Mutation<'registerDevice'> = async (
  _root,
  { input },
  { identity, database, loaders },
) => {
  const { userId } = requireIdentity(identity);
  const { pushHandle, ...details } = parseInput(schema, input);
  const others = await database.device.count({ where: { userId, pushHandle: { not: pushHandle } } });
  if (others >= maxDevicesPerUser) throw accountsErrors.create('DEVICE_LIMIT_REACHED');
  loaders.devicesOfUsers.clear(userId);
  try {
    return await database.device.upsert({
      where: { userId_pushHandle: { userId, pushHandle } },
      create: { userId, pushHandle, ...details },
      update: details,
    });
  } catch (error) {
    throw isMissingReference(error) ? accountsErrors.create('NOT_REGISTERED', { cause: error }) : error;
  }
};
