import { authenticate } from '@headgate/identity/authenticate.ts';
import { createTokenVerifier, type TokenVerifierOptions } from '@headgate/identity/create-token-verifier.ts';
import { ServiceError } from '@headgate/service/define-errors.ts';
import { createGraphQLError, type GatewayErrorCode } from '../errors.ts';
import type { AuthenticateRequest } from '../ports/authenticate-request.ts';

/** Tells who is calling; its promise is rejected where an operation is to be refused. */
export type Authenticate = (
  ...args: Parameters<AuthenticateRequest>
) => Promise<Awaited<ReturnType<AuthenticateRequest>>>;

/**
 * Tells who is calling by the `Authorization` header; null when nobody says so.
 * @throws GraphQLError with code `UNAUTHENTICATED` and status 401, or `SERVICE_UNAVAILABLE` and 503
 */
export function createAuthenticate(oidc: TokenVerifierOptions): Authenticate {
  const verify = createTokenVerifier(oidc);
  return async ({ headers }) => {
    try {
      return await authenticate(headers['authorization'], verify);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      throw createGraphQLError(error.code as GatewayErrorCode, {
        message: error.message,
        originalError: error,
      });
    }
  };
}
