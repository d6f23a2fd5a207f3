import { errors, type JWTPayload, type JWTVerifyGetKey, type JWTVerifyOptions, jwtVerify } from 'jose';

export interface VerifyAccessTokenOptions {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: JWTVerifyGetKey;
  readonly nowMs: number;
}

const algorithms = ['RS256', 'PS256', 'ES256'];

/** Entra ID and others write `JWT`; those that write nothing are believed by their audience. */
const accessTokenTypes: ReadonlySet<string | undefined> = new Set(['at+jwt', 'jwt', undefined]);

/** How many keys of one id are tried: an issuer should not have two. */
const maxKeys = 4;

/** What more than fits into the head of a request is no token. */
const maxLength = 16_384;

/**
 * Verifies an access token by https://datatracker.ietf.org/doc/html/rfc9068#section-4, as far as Entra ID follows it.
 * @throws JOSEError, or what `keys` rejects with
 */
export async function verifyAccessToken(
  token: string,
  { issuer, audience, keys, nowMs }: VerifyAccessTokenOptions,
): Promise<JWTPayload> {
  if (token.length > maxLength) throw new errors.JWTInvalid(`longer than ${maxLength} characters`);
  const { payload, protectedHeader } = await verifyByKeys(token, keys, {
    issuer,
    audience,
    algorithms,
    clockTolerance: 5,
    requiredClaims: ['sub', 'exp'],
    currentDate: new Date(nowMs),
  });
  if (!accessTokenTypes.has(readType(protectedHeader.typ)))
    throw new errors.JWTClaimValidationFailed('its "typ" is not that of an access token', payload, 'typ');
  // Only ID tokens have these: https://openid.net/specs/openid-connect-core-1_0.html#IDToken
  if ('at_hash' in payload || 'c_hash' in payload)
    throw new errors.JWTClaimValidationFailed('it is an ID token, not an access token', payload, 'at_hash');
  return payload;
}

/** A media type may come without its beginning, in any case: https://datatracker.ietf.org/doc/html/rfc7515#section-4.1.9 */
function readType(type: unknown): string | undefined {
  if (type === undefined) return undefined;
  return typeof type === 'string' ? type.toLowerCase().replace(/^application\//, '') : '';
}

/** While an issuer changes its keys, two may have one id, or none has any. */
async function verifyByKeys(token: string, keys: JWTVerifyGetKey, options: JWTVerifyOptions) {
  try {
    return await jwtVerify(token, keys, options);
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    let tried = 0;
    for await (const key of error) {
      if (++tried > maxKeys) break;
      try {
        return await jwtVerify(token, key, options);
      } catch (failure) {
        if (!(failure instanceof errors.JWSSignatureVerificationFailed)) throw failure;
      }
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
}
