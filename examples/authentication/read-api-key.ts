import { createHash } from 'node:crypto';
import { GraphQLError } from 'graphql';
import type { AuthenticateRequest } from 'headgate';

/** Who has a key. */
export interface KeyHolder {
  readonly userId: string;
  readonly scopes: readonly string[];
}

/** Tells who asks by the header `x-api-key`. Holders are found by the SHA-256 of their key, so that no key is kept. */
export function readApiKey(holders: ReadonlyMap<string, KeyHolder>): AuthenticateRequest {
  return ({ headers }) => {
    const key = headers['x-api-key'];
    if (key === undefined) return null;
    const holder = holders.get(createHash('sha256').update(key).digest('hex'));
    if (!holder) {
      throw new GraphQLError('This API key is not known.', {
        extensions: { code: 'UNKNOWN_API_KEY', http: { status: 401 } },
      });
    }
    // Subscriptions end when it has expired: here after a day.
    return { ...holder, roles: [], expiresAtMs: Date.now() + 24 * 60 * 60 * 1_000 };
  };
}
