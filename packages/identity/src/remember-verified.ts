import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Identity } from './identity.ts';

export interface RememberVerifiedOptions {
  /** Clock, in milliseconds since 1970. */
  readonly now: () => number;
  /** How long a verified token is believed, in milliseconds: for so long a key that its issuer has withdrawn is good. */
  readonly maxAgeMs: number;
}

const maxTokens = 10_000;

/**
 * Verifies each token once in a while: to check a signature costs more than to answer from a cache. Tokens are
 * remembered by their hash, never beyond their expiry; refusals are not remembered.
 */
export function rememberVerified(
  verify: (token: string) => Promise<Identity>,
  { now, maxAgeMs }: RememberVerifiedOptions,
): (token: string) => Promise<Identity> {
  const verified = new LRUCache<string, { readonly identity: Identity; readonly untilMs: number }>({
    max: maxTokens,
  });
  return async (token) => {
    const key = hash('sha256', token, 'base64url');
    const known = verified.get(key);
    if (known && now() < known.untilMs) return known.identity;
    verified.delete(key);
    const identity = await verify(token);
    verified.set(key, { identity, untilMs: Math.min(identity.expiresAtMs, now() + maxAgeMs) });
    return identity;
  };
}
