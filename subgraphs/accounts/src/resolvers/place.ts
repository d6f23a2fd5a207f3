import { requireIdentity } from '@headgate/identity/require-identity.ts';
import type { PlaceResolvers } from '../__generated__/resolvers.ts';
import { requirePlaceAccess } from '../places/require-place-access.ts';

export const Place: PlaceResolvers = {
  async __resolveReference({ id }, { identity, loaders }) {
    requireIdentity(identity);
    return requirePlaceAccess(identity, await loaders.places.load(id));
  },
  location: ({ latitude, longitude }) => ({ latitude, longitude }),
  kind: ({ ownerId }) => (ownerId === null ? 'STORE' : 'PERSONAL'),
};
