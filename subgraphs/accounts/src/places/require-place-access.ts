import type { Identity } from '@headgate/identity/identity.ts';
import { requireIdentity, requireSelfOrOperator } from '@headgate/identity/require-identity.ts';
import type { Place } from '../__generated__/prisma/client.ts';

/**
 * Lets everybody who is signed in see a store, and only its owner and operators a personal place.
 * @throws UNAUTHENTICATED, FORBIDDEN
 */
export function requirePlaceAccess<Found extends Place | null>(
  identity: Identity | null,
  place: Found,
): Found {
  requireIdentity(identity);
  if (place?.ownerId) requireSelfOrOperator(identity, place.ownerId);
  return place;
}
