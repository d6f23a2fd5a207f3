import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT } from 'jose';
import { loadSigningKey } from './signing-key.ts';

export interface IdentityProviderOptions {
  readonly host?: string;
  /** Default: one that the operating system chooses. */
  readonly port?: number;
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

const audience = 'api://headgate';

/**
 * An OIDC issuer for development: discovery document and key set over HTTP, tokens for whoever asks in this process.
 * It offers no sign-in page: nothing that leaves this machine may trust it.
 */
export async function startIdentityProvider(
  options: IdentityProviderOptions = {},
): Promise<IdentityProvider> {
  const { host = '127.0.0.1', port = 0, now = Date.now } = options;
  const key = await loadSigningKey(options.directory);
  const documents = new Map<string, unknown>();
  const server = createServer((request, response) => {
    const document = documents.get(request.url ?? '');
    response.writeHead(document ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(document ?? { error: 'not_found' }));
  });
  server.listen(port, host);
  await once(server, 'listening');
  const issuer = `http://${host}:${(server.address() as AddressInfo).port}`;
  const jwksUrl = `${issuer}/keys`;
  documents.set('/keys', { keys: [key.publicJwk] });
  documents.set('/.well-known/openid-configuration', {
    issuer,
    jwks_uri: jwksUrl,
    id_token_signing_alg_values_supported: ['ES256'],
    subject_types_supported: ['public'],
    response_types_supported: ['token'],
  });
  return {
    issuer,
    audience,
    jwksUrl,
    env: { OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience, OIDC_JWKS_URL: jwksUrl },
    issueToken: ({
      userId,
      roles = [],
      scopes = [],
      lifetimeSeconds = 12 * 3600,
      audience: aud = audience,
    }) => {
      const issuedAt = Math.floor(now() / 1000);
      return new SignJWT({ roles, scp: scopes.join(' ') })
        .setProtectedHeader({ alg: 'ES256', kid: key.kid, typ: 'at+jwt' })
        .setIssuer(issuer)
        .setAudience(aud)
        .setSubject(userId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + lifetimeSeconds)
        .sign(key.privateKey);
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
