import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Response } from 'express';
import { SignJWT } from 'jose';
import { loadSigningKey, type SigningKey } from './signing-key.ts';

/** Somebody who may sign in. */
export interface IdentityProviderUser {
  readonly id: string;
  /** What they type to sign in. */
  readonly name: string;
  readonly roles: readonly string[];
}

/** A service that may get a token for itself. */
export interface IdentityProviderClient {
  readonly id: string;
  readonly secret: string;
  readonly roles: readonly string[];
}

export interface IdentityProviderOptions {
  readonly host?: string;
  /** Default: one that the operating system chooses. */
  readonly port?: number;
  /** Who may sign in over HTTP. Default: nobody. */
  readonly users?: readonly IdentityProviderUser[];
  /** Which services may. Default: none. */
  readonly clients?: readonly IdentityProviderClient[];
  /** Where the signing key is kept. Default: nowhere, a new key each time. */
  readonly directory?: string;
  /** Clock, in milliseconds since 1970. Default: the system's. */
  readonly now?: () => number;
}

export interface TokenRequest {
  /** Subject of the token: the user's id. */
  readonly userId: string;
  readonly roles?: readonly string[];
  readonly scopes?: readonly string[];
  /** Default: 12 hours. */
  readonly lifetimeSeconds?: number;
  /** Default: the audience of the local API. */
  readonly audience?: string;
}

export interface IdentityProvider extends AsyncDisposable {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUrl: string;
  /** Environment of a service that is to trust this issuer. */
  readonly env: {
    readonly OIDC_ISSUER: string;
    readonly OIDC_AUDIENCE: string;
    readonly OIDC_JWKS_URL: string;
  };
  /** Signs an access token shaped like Entra ID's (v2.0). */
  issueToken(request: TokenRequest): Promise<string>;
}

const defaultAudience = 'api://headgate';
const defaultLifetimeSeconds = 12 * 3600;

/**
 * An OIDC issuer for development: discovery document, key set, a token for each of its users by name alone
 * (https://datatracker.ietf.org/doc/html/rfc6749#section-4.3 without the password), and for services by their secret
 * (https://datatracker.ietf.org/doc/html/rfc6749#section-4.4). Nothing that leaves this machine may trust it.
 */
export async function startIdentityProvider(
  options: IdentityProviderOptions = {},
): Promise<IdentityProvider> {
  const { host = '127.0.0.1', port = 0, users = [], clients = [], now = Date.now } = options;
  const key = await loadSigningKey(options.directory);
  const app = express().disable('x-powered-by');
  const server = createServer(app).listen(port, host);
  await once(server, 'listening');
  const issuer = `http://${host}:${(server.address() as AddressInfo).port}`;
  const jwksUrl = `${issuer}/keys`;
  const issueToken = (request: TokenRequest) => signToken(request, { issuer, key, nowMs: now() });

  app.get('/keys', (_request, response) => {
    response.json({ keys: [key.publicJwk] });
  });
  app.get('/.well-known/openid-configuration', (_request, response) => {
    response.json({
      issuer,
      jwks_uri: jwksUrl,
      token_endpoint: `${issuer}/token`,
      grant_types_supported: ['password', 'client_credentials'],
      id_token_signing_alg_values_supported: ['ES256'],
      subject_types_supported: ['public'],
      response_types_supported: ['token'],
    });
  });
  const answer = async (response: Response, userId: string, roles: readonly string[]) => {
    const accessToken = await issueToken({ userId, roles });
    response.set('cache-control', 'no-store');
    response.json({ access_token: accessToken, token_type: 'Bearer', expires_in: defaultLifetimeSeconds });
  };
  app.post('/token', express.urlencoded(), async (request, response) => {
    const { grant_type: grant, username, client_id: clientId, client_secret: secret } = request.body ?? {};
    if (grant === 'client_credentials') {
      const client = clients.find((each) => each.id === clientId && each.secret === secret);
      if (client) await answer(response, client.id, client.roles);
      else response.status(401).json({ error: 'invalid_client' });
      return;
    }
    const user = users.find(({ name }) => name === username);
    if (grant !== 'password' || !user) {
      const names = users.map(({ name }) => name).join(', ');
      response.status(400).json({
        error: user ? 'unsupported_grant_type' : 'invalid_grant',
        error_description: `Expected grant_type=password and username, one of: ${names}. There are no passwords here.`,
      });
      return;
    }
    await answer(response, user.id, user.roles);
  });

  return {
    issuer,
    audience: defaultAudience,
    jwksUrl,
    env: { OIDC_ISSUER: issuer, OIDC_AUDIENCE: defaultAudience, OIDC_JWKS_URL: jwksUrl },
    issueToken,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function signToken(
  request: TokenRequest,
  signer: { issuer: string; key: SigningKey; nowMs: number },
): Promise<string> {
  const issuedAt = Math.floor(signer.nowMs / 1000);
  return new SignJWT({ roles: request.roles ?? [], scp: (request.scopes ?? []).join(' ') })
    .setProtectedHeader({ alg: 'ES256', kid: signer.key.kid, typ: 'at+jwt' })
    .setIssuer(signer.issuer)
    .setAudience(request.audience ?? defaultAudience)
    .setSubject(request.userId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + (request.lifetimeSeconds ?? defaultLifetimeSeconds))
    .sign(signer.key.privateKey);
}
