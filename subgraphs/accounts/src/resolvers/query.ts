import {
  requireIdentity,
  requireOperator,
  requireRole,
  requireSelfOrOperator,
} from '@headgate/identity/require-identity.ts';
import { parsePageArguments } from '@headgate/relay/page-arguments.ts';
import { parseInput } from '@headgate/service/parse-input.ts';
import { z } from 'zod';
import type { QueryResolvers } from '../__generated__/resolvers.ts';
import { changePosition, findAccountChanges } from '../changes/find-account-changes.ts';
import { findPlaces } from '../places/find-places.ts';
import { findPlacesNear } from '../places/find-places-near.ts';
import { requirePlaceAccess } from '../places/require-place-access.ts';
import { findNotificationTargets } from '../users/find-notification-targets.ts';
import { findUsers } from '../users/find-users.ts';
import { geoPoint, withinMeters } from '../validation/input-fields.ts';

const defaultWithinMeters = 50_000;

const areaSchema = z.object({ near: geoPoint.nullish(), withinMeters: withinMeters.nullish() });

const searchSchema = z.object({
  search: z.string().max(200, { error: 'expected up to 200 characters' }).nullish(),
});

const maxTargets = 1_000;
const targetsSchema = z.object({
  userIds: z.array(z.string()).max(maxTargets, { error: `expected up to ${maxTargets} ids` }),
});

/** Erasures of one answer: the others come with the next. */
const maxErasures = 100;

const maxChanges = 1_000;
const changesSchema = z.object({
  of: z.enum(['USERS', 'PLACES']),
  after: changePosition.nullish(),
  first: z
    .int()
    .min(1)
    .max(maxChanges, { error: `expected from 1 to ${maxChanges}` }),
});

export const Query: QueryResolvers = {
  viewer: (_root, _args, { identity, loaders }) => loaders.users.load(requireIdentity(identity).userId),

  user(_root, { id }, { identity, loaders }) {
    requireSelfOrOperator(identity, id);
    return loaders.users.load(id);
  },

  users(_root, args, { identity, database }) {
    requireOperator(identity);
    const { search } = parseInput(searchSchema, args, 'arguments');
    return findUsers(database, search ?? '', parsePageArguments(args));
  },

  async place(_root, { id }, { identity, loaders }) {
    requireIdentity(identity);
    return requirePlaceAccess(identity, await loaders.places.load(id));
  },

  places(_root, args, { identity, database }) {
    const { userId } = requireIdentity(identity);
    const { near, withinMeters } = parseInput(areaSchema, args, 'arguments');
    const page = parsePageArguments(args);
    if (!near) return findPlaces(database, userId, page);
    return findPlacesNear(
      database,
      userId,
      { near, withinMeters: withinMeters ?? defaultWithinMeters },
      page,
    );
  },

  webPushKey: (_root, _args, { webPushKey }) => webPushKey,

  notificationTargets(_root, args, { identity, database }) {
    requireRole(identity, 'notifier');
    const { userIds } = parseInput(targetsSchema, args, 'arguments');
    return findNotificationTargets(database, userIds);
  },
  async pendingErasures(_root, _args, { identity, database }) {
    requireRole(identity, 'notifier');
    const erasures = await database.erasure.findMany({ orderBy: { requestedAt: 'asc' }, take: maxErasures });
    return erasures.map(({ userId }) => userId);
  },

  accountChanges(_root, args, { identity, database }) {
    requireRole(identity, 'notifier');
    const { of, after, first } = parseInput(changesSchema, args, 'arguments');
    return findAccountChanges(database, of, { after: after ?? null, first });
  },
};
