import { type Identity, isOperator } from '@headgate/identity/identity.ts';
import type { Place } from '../__generated__/prisma/client.ts';

/** A store is everybody's who is signed in; a personal place its owner's and the operators'. */
export function isPlaceVisible(identity: Identity, { ownerId }: Place): boolean {
  return ownerId === null || ownerId === identity.userId || isOperator(identity);
}
