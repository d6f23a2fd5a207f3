import type { Identity } from '@headgate/identity/identity.ts';
import { accountsErrors } from '../errors.ts';

/**
 * Lets through the owner alone: operators see everything, but change nothing that is not theirs.
 * @param ownerId null for what belongs to nobody, such as a store.
 * @throws FORBIDDEN
 */
export function requireOwner(caller: Identity, ownerId: string | null): void {
  if (caller.userId !== ownerId) throw accountsErrors.create('FORBIDDEN');
}
