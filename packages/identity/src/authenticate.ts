import { commonErrors } from '@headgate/service/common-errors.ts';
import type { TokenVerifier } from './create-token-verifier.ts';
import type { Identity } from './identity.ts';

/**
 * Tells who sent an `Authorization` header (https://datatracker.ietf.org/doc/html/rfc6750#section-2.1); null when there is none.
 * @throws UNAUTHENTICATED for another scheme or a token that does not verify.
 */
export async function authenticate(
  authorization: string | undefined,
  verify: TokenVerifier,
): Promise<Identity | null> {
  if (!authorization) return null;
  const token = /^Bearer +([\w.~+/-]+=*) *$/i.exec(authorization)?.[1];
  if (!token) {
    throw commonErrors.create('UNAUTHENTICATED', {
      message: 'Expected the header "Authorization: Bearer <token>".',
    });
  }
  return verify(token);
}
