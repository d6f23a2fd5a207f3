import { authenticate } from '@headgate/identity/authenticate.ts';
import { createTokenVerifier, type TokenVerifierOptions } from '@headgate/identity/create-token-verifier.ts';
import type { Identity } from '@headgate/identity/identity.ts';
import { ServiceError } from '@headgate/service/define-errors.ts';
import { createGraphQLError, type GatewayErrorCode } from '../errors.ts';

/**
 * Tells who is calling by the value of an `Authorization` header; null when nobody says so.
 * @throws GraphQLError with code `UNAUTHENTICATED` and status 401, or `SERVICE_UNAVAILABLE` and 503
 */
export type Authenticate = (authorization: string | undefined) => Promise<Identity | null>;

const anonymous = Promise.resolve(null);

/** Without an issuer to trust everybody is anonymous here, and the subgraphs decide. */
export function createAuthenticate(oidc: TokenVerifierOptions | undefined): Authenticate {
  if (!oidc) return () => anonymous;
  const verify = createTokenVerifier(oidc);
  return async (authorization) => {
    try {
      return await authenticate(authorization, verify);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      throw createGraphQLError(error.code as GatewayErrorCode, {
        message: error.message,
        originalError: error,
      });
    }
  };
}
