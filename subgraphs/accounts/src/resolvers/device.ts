import { requireIdentity, requireSelfOrOperator } from '@headgate/identity/require-identity.ts';
import type { DeviceResolvers } from '../__generated__/resolvers.ts';

export const Device: DeviceResolvers = {
  async __resolveReference({ id }, { identity, loaders }) {
    requireIdentity(identity);
    const device = await loaders.devices.load(id);
    if (device) requireSelfOrOperator(identity, device.userId);
    return device;
  },
};
