import type { Response } from 'express';
import type {
  IdentityProviderClient,
  IdentityProviderUser,
  TokenRequest,
} from './identity-provider-options.ts';

export interface DirectGrantOptions {
  readonly users: readonly IdentityProviderUser[];
  readonly clients: readonly IdentityProviderClient[];
  readonly lifetimeSeconds: number;
  readonly issueToken: (request: TokenRequest) => Promise<string>;
}

/**
 * Answers for the command line, without a browser: a token for a user by name alone
 * (https://datatracker.ietf.org/doc/html/rfc6749#section-4.3 without the password), and for a service by its secret
 * (https://datatracker.ietf.org/doc/html/rfc6749#section-4.4).
 */
export async function answerDirectGrant(
  form: URLSearchParams,
  response: Response,
  options: DirectGrantOptions,
): Promise<void> {
  const { users, clients, lifetimeSeconds, issueToken } = options;
  const grant = form.get('grant_type');
  response.set('cache-control', 'no-store');
  const answer = async (userId: string, roles: readonly string[]) => {
    const accessToken = await issueToken({ userId, roles });
    response.json({ access_token: accessToken, token_type: 'Bearer', expires_in: lifetimeSeconds });
  };
  if (grant === 'client_credentials') {
    const client = clients.find(
      ({ id, secret }) => id === form.get('client_id') && secret === form.get('client_secret'),
    );
    if (client) await answer(client.id, client.roles);
    else response.status(401).json({ error: 'invalid_client' });
    return;
  }
  const user = users.find(({ name }) => name === form.get('username'));
  if (grant !== 'password' || !user) {
    const names = users.map(({ name }) => name).join(', ');
    response.status(400).json({
      error: user ? 'unsupported_grant_type' : 'invalid_grant',
      error_description: `Expected grant_type=password and username, one of: ${names}. There are no passwords here.`,
    });
    return;
  }
  await answer(user.id, user.roles);
}
