import type { Identity } from '@headgate/identity/identity.ts';

/** Who asks, for policies. */
export interface PolicyCaller {
  /** Null when nobody is signed in. */
  readonly identity: Identity | null;
  /** Headers of the request, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Tells which of the named policies a caller fulfils; those that it does not name are denied. */
export type EvaluatePolicies = (
  policies: readonly string[],
  caller: PolicyCaller,
) => Promise<Iterable<string>> | Iterable<string>;

/** The policies that a claim of the access token names: a list, or a text with spaces between. */
export function readPoliciesClaim(identity: Identity | null, claim: string | undefined): readonly string[] {
  const value = claim === undefined ? undefined : identity?.claims?.[claim];
  if (typeof value === 'string') return value.split(' ').filter(Boolean);
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}
