import type { Identity } from '@headgate/identity/identity.ts';
import { requireIdentity } from '@headgate/identity/require-identity.ts';
import type { Place } from '../__generated__/prisma/client.ts';
import { accountsErrors } from '../errors.ts';
import { isPlaceVisible } from './is-place-visible.ts';

/**
 * Lets everybody who is signed in see a store, and only its owner and operators a personal place.
 * @throws UNAUTHENTICATED, FORBIDDEN
 */
export function requirePlaceAccess<Found extends Place | null>(
  identity: Identity | null,
  place: Found,
): Found {
  const caller = requireIdentity(identity);
  if (place && !isPlaceVisible(caller, place)) throw accountsErrors.create('FORBIDDEN');
  return place;
}
