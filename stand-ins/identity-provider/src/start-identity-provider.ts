import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { SignJWT } from 'jose';
import { answerDirectGrant } from './answer-direct-grant.ts';
import type {
  IdentityProviderApp,
  IdentityProviderOptions,
  TokenRequest,
} from './identity-provider-options.ts';
import { createOpenIdProvider } from './provider/create-openid-provider.ts';
import { replayBody } from './replay-body.ts';
import { serveSignIn } from './serve-sign-in.ts';
import { loadSigningKey, type SigningKey } from './signing-key.ts';

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
  /** Lets users sign in to an application, in the place of one with the same id. */
  registerApp(app: IdentityProviderApp): void;
}

const defaultAudience = 'api://headgate';
const defaultLifetimeSeconds = 12 * 3600;

/** What the provider answers at the token endpoint; all else is for the command line. */
const providerGrants = new Set(['authorization_code', 'refresh_token']);

/**
 * An OpenID provider for development (https://openid.net/specs/openid-connect-core-1_0.html): users of applications sign in
 * by a click on their name, the command line by the name alone. Nothing that leaves this machine may trust it.
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
  const apps = new Map((options.apps ?? []).map((each) => [each.id, each]));
  const provider = createOpenIdProvider({
    issuer,
    audience: defaultAudience,
    key,
    users,
    apps,
    accessTokenLifetimeSeconds: options.accessTokenLifetimeSeconds ?? 15 * 60,
  });
  const answerAsProvider = provider.callback();

  app.get('/.well-known/openid-configuration', (_request, response) => {
    // Applications in a browser read it from their own origin.
    response.set('access-control-allow-origin', '*');
    response.json({
      issuer,
      jwks_uri: jwksUrl,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/me`,
      revocation_endpoint: `${issuer}/token/revocation`,
      end_session_endpoint: `${issuer}/logout`,
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      response_types_supported: ['code'],
      response_modes_supported: ['query', 'form_post', 'fragment'],
      grant_types_supported: [...providerGrants, 'password', 'client_credentials'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['ES256'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'private_key_jwt', 'none'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
      backchannel_logout_supported: true,
      backchannel_logout_session_supported: true,
    });
  });
  const readForm = express.raw({ type: 'application/x-www-form-urlencoded' });
  app.post('/token', readForm, async (request, response) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const form = new URLSearchParams(body.toString());
    if (providerGrants.has(form.get('grant_type') ?? '')) {
      await answerAsProvider(replayBody(request, body), response);
      return;
    }
    const lifetimeSeconds = defaultLifetimeSeconds;
    await answerDirectGrant(form, response, { users, clients, lifetimeSeconds, issueToken });
  });
  app.use('/sign-in', serveSignIn(provider, users));
  app.use((request, response) => answerAsProvider(request, response));

  return {
    issuer,
    audience: defaultAudience,
    jwksUrl,
    env: { OIDC_ISSUER: issuer, OIDC_AUDIENCE: defaultAudience, OIDC_JWKS_URL: jwksUrl },
    issueToken,
    registerApp: (each) => void apps.set(each.id, each),
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
