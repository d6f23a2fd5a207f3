import { commonErrors } from '@headgate/service/common-errors.ts';
import { type Identity, isOperator } from './identity.ts';

/** @throws UNAUTHENTICATED when nobody is signed in. */
export function requireIdentity(identity: Identity | null): Identity {
  if (!identity) throw commonErrors.create('UNAUTHENTICATED');
  return identity;
}

/**
 * Lets through the user whose data it is, and operators.
 * @throws UNAUTHENTICATED when nobody is signed in, FORBIDDEN for anybody else.
 */
export function requireSelfOrOperator(identity: Identity | null, userId: string): Identity {
  const caller = requireIdentity(identity);
  if (caller.userId !== userId && !isOperator(caller)) throw commonErrors.create('FORBIDDEN');
  return caller;
}

/** @throws UNAUTHENTICATED when nobody is signed in, FORBIDDEN when the caller has not got the role. */
export function requireOperator(identity: Identity | null): Identity {
  return requireRole(identity, 'operator');
}

/** @throws UNAUTHENTICATED when nobody is signed in, FORBIDDEN when the caller has not got the role. */
export function requireRole(identity: Identity | null, role: string): Identity {
  const caller = requireIdentity(identity);
  if (!caller.roles.includes(role))
    throw commonErrors.create('FORBIDDEN', { message: `This takes the role "${role}".` });
  return caller;
}
