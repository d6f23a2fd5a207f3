import type { PlaceResolvers } from '../__generated__/resolvers.ts';
import { hourlyActivity } from './hourly-activity.ts';

export const Place: PlaceResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  hourlyActivity: ({ id: placeId }, { since, until, kind = null }, context) =>
    hourlyActivity({ since, until, kind, placeId }, context),
};
