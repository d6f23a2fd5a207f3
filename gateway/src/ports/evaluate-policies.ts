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
