import { errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { EndedAtIssuer } from './issuer-client.ts';

export interface VerifyLogoutTokenOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly keys: JWTVerifyGetKey;
  readonly nowMs: number;
}

const event = 'http://schemas.openid.net/event/backchannel-logout';

/** How old a logout token may be. */
export const logoutTokenAgeMs = 150_000;

/**
 * Reads a logout token by https://openid.net/specs/openid-connect-backchannel-1_0.html#Validation; undefined for one that
 * is not good.
 * @throws what `keys` rejects with when they cannot be had
 */
export async function verifyLogoutToken(
  token: string,
  { issuer, clientId, keys, nowMs }: VerifyLogoutTokenOptions,
): Promise<EndedAtIssuer | undefined> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience: clientId,
      algorithms: ['RS256', 'PS256', 'ES256'],
      currentDate: new Date(nowMs),
      clockTolerance: 30,
      maxTokenAge: logoutTokenAgeMs / 1000,
      requiredClaims: ['iat', 'jti'],
    });
    const { sub, sid, events, nonce, jti = '' } = payload;
    const isLogout = typeof events === 'object' && events !== null && event in events;
    if (!isLogout || nonce !== undefined) return undefined;
    if (typeof sid === 'string') return { by: 'issuerSession', value: sid, tokenId: jti };
    return sub === undefined ? undefined : { by: 'subject', value: sub, tokenId: jti };
  } catch (error) {
    if (error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout)) return undefined;
    throw error;
  }
}
