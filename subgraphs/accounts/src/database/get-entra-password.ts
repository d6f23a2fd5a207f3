import type { TokenCredential } from '@azure/identity';

/** Whom Azure Database for PostgreSQL accepts tokens for. */
const scope = 'https://ossrdbms-aad.database.windows.net/.default';

/**
 * Signs connections in with Entra tokens: a token is the password of the role that the URL names
 * (https://learn.microsoft.com/azure/postgresql/flexible-server/security-entra-concepts). The credential keeps a token
 * for as long as it is valid, so that most connections do not wait for another.
 */
export function getEntraPassword(credential: TokenCredential): () => Promise<string> {
  return async () => {
    try {
      const token = await credential.getToken(scope);
      if (!token) throw new Error('The credential has no token for PostgreSQL.');
      return token.token;
    } catch (cause) {
      throw new SignInError(cause);
    }
  };
}

/** Entra gave no token, so no connection can be made. */
export class SignInError extends Error {
  override readonly name = 'SignInError';

  constructor(cause: unknown) {
    super('No token for PostgreSQL: sign-in with Entra ID failed.', { cause });
  }
}
