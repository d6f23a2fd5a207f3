import { commonErrors } from '@headgate/service/common-errors.ts';
import { errors } from 'jose';
import { z } from 'zod';
import { createKeySet, type KeySetCounters, type KeySetLogger, KeysUnavailable } from './create-key-set.ts';
import { fetchKeys } from './fetch-keys.ts';
import type { Identity } from './identity.ts';
import { rememberVerified } from './remember-verified.ts';
import { verifyAccessToken } from './verify-access-token.ts';

export interface TokenVerifierOptions {
  readonly issuer: string;
  readonly audience: string;
  /** Keys of the issuer: an https address. They are fetched ahead, and when an unknown key id turns up. */
  readonly jwksUrl: string;
  /** Told when the keys cannot be fetched, and when they can again. Default: nobody. */
  readonly logger?: KeySetLogger;
  /** Counts what becomes of the keys. Default: nowhere. */
  readonly keySetCounters?: KeySetCounters;
  /** Clock, in milliseconds since 1970. Default: the system's. */
  readonly now?: () => number;
}

/**
 * Verifies one access token.
 * @throws UNAUTHENTICATED for a token that is malformed, expired, not for us, or not signed by the issuer;
 * SERVICE_UNAVAILABLE when the issuer's keys cannot be had.
 */
export type TokenVerifier = (token: string) => Promise<Identity>;

/** At most 255 characters (https://openid.net/specs/openid-connect-core-1_0.html#IDToken), and not blank: whose data would that be? */
const userId = z.string().max(255).regex(/\S/, { error: 'expected an id' });

const claims = z.object({
  sub: userId,
  oid: userId.optional(),
  exp: z.number(),
  roles: z.array(z.string()).default([]),
  scp: z.string().optional(),
  scope: z.string().optional(),
});

/** Verifies access tokens, each once a minute. */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const { issuer, audience, jwksUrl, now = Date.now, logger, keySetCounters: counters } = options;
  const keys = createKeySet({ fetchKeys: () => fetchKeys(jwksUrl), now, logger, counters });

  async function verify(token: string): Promise<Identity> {
    try {
      const payload = await verifyAccessToken(token, { issuer, audience, keys, nowMs: now() });
      return { ...toIdentity(claims.parse(payload)), claims: payload };
    } catch (error) {
      throw toServiceError(error);
    }
  }

  return rememberVerified(verify, { now, maxAgeMs: 60_000 });
}

function toIdentity(payload: z.output<typeof claims>): Identity {
  return {
    userId: payload.oid ?? payload.sub,
    roles: payload.roles,
    scopes: (payload.scp ?? payload.scope ?? '').split(' ').filter(Boolean),
    expiresAtMs: payload.exp * 1000,
  };
}

function toServiceError(cause: unknown): Error {
  if (cause instanceof errors.JWTExpired) {
    return commonErrors.create('UNAUTHENTICATED', {
      message: 'The access token has expired. Sign in again.',
      cause,
    });
  }
  if (cause instanceof errors.JWTClaimValidationFailed) {
    return commonErrors.create('UNAUTHENTICATED', {
      message: `The access token is not for this API: ${cause.message}.`,
      cause,
    });
  }
  if (cause instanceof KeysUnavailable)
    return commonErrors.create('SERVICE_UNAVAILABLE', { message: cause.message, cause });
  return commonErrors.create('UNAUTHENTICATED', { message: 'The access token is not valid.', cause });
}
