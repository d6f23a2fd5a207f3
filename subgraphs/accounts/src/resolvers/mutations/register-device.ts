import { requireIdentity } from '@headgate/identity/require-identity.ts';
import { parseInput } from '@headgate/service/parse-input.ts';
import { z } from 'zod';
import { DevicePlatform } from '../../__generated__/prisma/client.ts';
import { accountsErrors, maxDevicesPerUser } from '../../errors.ts';
import { lockPushHandle } from '../../installations/lock-push-handle.ts';
import { removeDevices } from '../../installations/remove-devices.ts';
import { requestInstallation } from '../../installations/request-installation.ts';
import { lockUser } from '../../users/lock-user.ts';
import { deviceName, pushHandle } from '../../validation/input-fields.ts';
import { isBrowserHandle } from '../../validation/parse-browser-handle.ts';
import type { Mutation } from './mutation.ts';

const schema = z
  .object({ platform: z.enum(DevicePlatform), name: deviceName, pushHandle })
  .refine((input) => input.platform !== 'BROWSER' || isBrowserHandle(input.pushHandle), {
    path: ['pushHandle'],
    error: 'expected the subscription of the browser as JSON, with its https endpoint and its keys',
  })
  .refine((input) => input.platform !== 'WINDOWS' || URL.canParse(input.pushHandle), {
    path: ['pushHandle'],
    error: 'expected the URI of a WNS channel',
  });

/** @throws NOT_REGISTERED, DEVICE_LIMIT_REACHED */
export const registerDevice: Mutation<'registerDevice'> = async (
  _root,
  { input },
  { identity, database, loaders, onDevicesChanged },
) => {
  const { userId } = requireIdentity(identity);
  const { pushHandle, ...details } = parseInput(schema, input);
  loaders.devicesOfUsers.clear(userId);
  const device = await database.$transaction(async (transaction) => {
    await lockPushHandle(transaction, pushHandle);
    await lockUser(transaction, userId);
    const others = await transaction.device.count({ where: { userId, pushHandle: { not: pushHandle } } });
    if (others >= maxDevicesPerUser) throw accountsErrors.create('DEVICE_LIMIT_REACHED');
    // Whoever signs in on a device that another user left must be the only one whose alerts it shows.
    await removeDevices(transaction, { pushHandle, userId: { not: userId } });
    const registered = await transaction.device.upsert({
      where: { userId_pushHandle: { userId, pushHandle } },
      create: { userId, pushHandle, ...details },
      update: details,
    });
    await requestInstallation(transaction, registered.id);
    return registered;
  });
  onDevicesChanged();
  return device;
};
