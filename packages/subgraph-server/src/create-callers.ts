import type { Identity } from '@headgate/identity/identity.ts';

/** Who has asked over one socket. */
export interface Callers {
  /** The identity of a token, which lives as long as the latest token of the same caller: `expiresAtMs` grows. */
  recognise(identity: Identity): Identity;
}

/** Callers are the same when they are the same user with the same rights: a token with others prolongs nothing. */
export function createCallers(): Callers {
  const expiries = new Map<string, number>();
  return {
    recognise(identity) {
      const { userId, roles, scopes } = identity;
      const name = JSON.stringify([userId, roles.toSorted(), scopes.toSorted()]);
      expiries.set(name, Math.max(expiries.get(name) ?? 0, identity.expiresAtMs));
      return {
        ...identity,
        get expiresAtMs() {
          return expiries.get(name) ?? identity.expiresAtMs;
        },
      };
    },
  };
}
