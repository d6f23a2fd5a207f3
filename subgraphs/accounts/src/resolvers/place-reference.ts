import type { Place } from '../__generated__/prisma/client.ts';
import type { Context } from '../create-context.ts';
import { isPlaceVisible } from '../places/is-place-visible.ts';
import type { PlaceReference } from '../places/place-reference.ts';

/** Resolves the place of whatever names one: null, and no error, for one that is gone or that the caller may not see. */
export const placeReference = {
  __resolveReference: (reference: object): PlaceReference => reference,
  async place(
    { placeId }: PlaceReference,
    _args: object,
    { identity, loaders }: Context,
  ): Promise<Place | null> {
    if (!placeId || !identity) return null;
    const place = await loaders.places.load(placeId);
    return place && isPlaceVisible(identity, place) ? place : null;
  },
};
