import { commonErrors } from '@headgate/service/common-errors.ts';
import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Identity } from './identity.ts';
import { rememberVerified } from './remember-verified.ts';

export interface TokenVerifierOptions {
  readonly issuer: string;
  readonly audience: string;
  /** Keys of the issuer: an https address, cached and refreshed when an unknown key id turns up. */
  readonly jwksUrl: string;
  /** Clock, in milliseconds since 1970. Default: the system's. */
  readonly now?: () => number;
}

/**
 * Verifies one access token.
 * @throws UNAUTHENTICATED for a token that is malformed, expired, not for us, or not signed by the issuer;
 * SERVICE_UNAVAILABLE when the issuer's keys cannot be had.
 */
export type TokenVerifier = (token: string) => Promise<Identity>;

const claims = z.object({
  sub: z.string(),
  oid: z.string().optional(),
  exp: z.number(),
  roles: z.array(z.string()).default([]),
  scp: z.string().optional(),
  scope: z.string().optional(),
});

const algorithms = ['RS256', 'PS256', 'ES256'];

/** Verifies tokens, each once a minute, by https://datatracker.ietf.org/doc/html/rfc9068 as far as Entra ID follows it. */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const keys: JWTVerifyGetKey = createRemoteJWKSet(new URL(options.jwksUrl));
  const { now = Date.now } = options;

  async function verify(token: string): Promise<Identity> {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: options.issuer,
        audience: options.audience,
        algorithms,
        clockTolerance: 5,
        requiredClaims: ['sub', 'exp'],
        currentDate: new Date(now()),
      });
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
  if (isKeyFetchFailure(cause)) {
    return commonErrors.create('SERVICE_UNAVAILABLE', {
      message: "The identity provider's keys cannot be fetched.",
      cause,
    });
  }
  return commonErrors.create('UNAUTHENTICATED', { message: 'The access token is not valid.', cause });
}

/** jose reports an unreachable or failing key set as a timeout, a plain JOSEError, or fetch's TypeError. */
function isKeyFetchFailure(cause: unknown): boolean {
  return (
    cause instanceof errors.JWKSTimeout ||
    cause instanceof TypeError ||
    (cause instanceof errors.JOSEError && cause.code === 'ERR_JOSE_GENERIC')
  );
}
