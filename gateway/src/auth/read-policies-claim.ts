import type { Identity } from '@headgate/identity/identity.ts';

/** The policies that a claim of the access token names: a list, or a text with spaces between. */
export function readPoliciesClaim(identity: Identity | null, claim: string | undefined): readonly string[] {
  const value = claim === undefined ? undefined : identity?.claims?.[claim];
  if (typeof value === 'string') return value.split(' ').filter(Boolean);
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}
