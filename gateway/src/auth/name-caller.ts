import { createHash } from 'node:crypto';
import type { Identity } from '@headgate/identity/identity.ts';

/**
 * A name for a caller that nobody else has, and from which nobody can tell who it is. Tokens of one user with other
 * rights are other callers.
 */
export function nameCaller({ userId, roles, scopes }: Identity): string {
  const parts = JSON.stringify([userId, roles.toSorted(), scopes.toSorted()]);
  return createHash('sha256').update(parts).digest('base64url');
}
