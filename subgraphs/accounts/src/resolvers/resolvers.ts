import { DateTime } from '@headgate/subgraph-server/scalars.ts';
import type { Resolvers } from '../__generated__/resolvers.ts';
import { Device } from './device.ts';
import { completeErasure } from './mutations/complete-erasure.ts';
import { deleteAccount } from './mutations/delete-account.ts';
import { registerDevice } from './mutations/register-device.ts';
import { registerUser } from './mutations/register-user.ts';
import { removeDevice } from './mutations/remove-device.ts';
import { removePlace } from './mutations/remove-place.ts';
import { savePlace } from './mutations/save-place.ts';
import { updateNotificationPreferences } from './mutations/update-notification-preferences.ts';
import { updateProfile } from './mutations/update-profile.ts';
import { Place } from './place.ts';
import { placeReference } from './place-reference.ts';
import { Query } from './query.ts';
import { User } from './user.ts';
import { UserConnection } from './user-connection.ts';

export const resolvers: Resolvers = {
  Activity: placeReference,
  DateTime,
  Device,
  GeofenceCondition: placeReference,
  Mutation: {
    registerUser,
    updateProfile,
    updateNotificationPreferences,
    registerDevice,
    removeDevice,
    savePlace,
    removePlace,
    deleteAccount,
    completeErasure,
  },
  Place,
  PlaceActivity: placeReference,
  Query,
  User,
  UserConnection,
};
