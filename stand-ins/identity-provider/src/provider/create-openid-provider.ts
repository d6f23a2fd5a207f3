import { randomBytes } from 'node:crypto';
import Provider, { type AdapterPayload, type Configuration } from 'oidc-provider';
import type { IdentityProviderApp, IdentityProviderUser } from '../identity-provider-options.ts';
import { renderNotice } from '../pages/render-notice.ts';
import { renderSignOut } from '../pages/render-sign-out.ts';
import type { SigningKey } from '../signing-key.ts';
import { createMemoryAdapter } from './create-memory-adapter.ts';

export interface OpenIdProviderOptions {
  readonly issuer: string;
  readonly audience: string;
  readonly key: SigningKey;
  readonly users: readonly IdentityProviderUser[];
  readonly apps: ReadonlyMap<string, IdentityProviderApp>;
  readonly accessTokenLifetimeSeconds: number;
}

const daySeconds = 86_400;

/** Authorization code with PKCE, rotating refresh tokens, ID tokens, discovery, end of session, back-channel logout. */
export function createOpenIdProvider(options: OpenIdProviderOptions): Provider {
  const { issuer, audience, key, users, apps, accessTokenLifetimeSeconds } = options;
  const userOf = (id: string | undefined) => users.find((user) => user.id === id);
  const configuration: Configuration = {
    adapter: createMemoryAdapter({ findApp: (id) => toMetadata(apps.get(id)), now: Date.now }),
    jwks: { keys: [key.privateJwk] },
    routes: { authorization: '/authorize', jwks: '/keys', token: '/token', end_session: '/logout' },
    scopes: ['openid', 'profile', 'email', 'offline_access'],
    claims: { openid: ['sub', 'roles'], profile: ['name', 'preferred_username'], email: ['email'] },
    // Entra ID puts what was asked for by scopes into the ID token too.
    conformIdTokenClaims: false,
    findAccount: (_context, id) => {
      const user = userOf(id);
      return user && { accountId: id, claims: async () => ({ ...toClaims(user), sub: id }) };
    },
    extraTokenClaims: (_context, token) => ({
      roles: ('accountId' in token && userOf(token.accountId)?.roles) || [],
    }),
    features: {
      devInteractions: { enabled: false },
      revocation: {
        enabled: true,
        allowedPolicy: (_context, client, token) => token.clientId === client.clientId,
      },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => {
          const nonce = randomBytes(16).toString('base64');
          context.set('content-security-policy', `default-src 'none'; script-src 'nonce-${nonce}'`);
          context.body = renderSignOut(form, nonce);
        },
        postLogoutSuccessSource: (context) => {
          context.body = renderNotice('You are signed out', 'You may close this page.');
        },
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: '',
          audience,
          accessTokenFormat: 'jwt',
          accessTokenTTL: accessTokenLifetimeSeconds,
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
    interactions: { url: (_context, { uid }) => `/sign-in/${uid}` },
    // The applications are the house's own: nobody is asked whether they may know what they need to.
    async loadExistingGrant({ oidc }) {
      const { client, session, provider, params } = oidc;
      if (!client || !session?.accountId) return undefined;
      const known = session.grantIdFor(client.clientId);
      const grant =
        (known && (await provider.Grant.find(known))) ||
        new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope(String(params?.['scope'] ?? 'openid'));
      grant.addResourceScope(audience, '');
      await grant.save();
      return grant;
    },
    issueRefreshToken: async (_context, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    pkce: { required: () => true },
    // Applications without a secret may run in a browser, at an origin that they come back to.
    clientBasedCORS: (_context, origin, { clientAuthMethod, redirectUris }) =>
      clientAuthMethod === 'none' && (redirectUris ?? []).some((uri) => URL.parse(uri)?.origin === origin),
    renderError: (context, { error, error_description: description }) => {
      context.type = 'html';
      context.body = renderNotice('This did not work', `${error}: ${description ?? ''}`);
    },
    // The provider's own way refuses loopback addresses, and there is nothing else here.
    fetch: (url, init) => {
      const { dispatcher: _, ...own } = init as RequestInit & { dispatcher?: unknown };
      return fetch(url, own);
    },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    ttl: {
      AccessToken: accessTokenLifetimeSeconds,
      AuthorizationCode: 60,
      Grant: 14 * daySeconds,
      IdToken: 3600,
      Interaction: 3600,
      RefreshToken: 14 * daySeconds,
      Session: daySeconds,
    },
  };
  return new Provider(issuer, configuration);
}

function toClaims({ name, displayName, email, roles }: IdentityProviderUser) {
  return { name: displayName ?? name, preferred_username: name, ...(email && { email }), roles };
}

/** By https://openid.net/specs/openid-connect-registration-1_0.html#ClientMetadata. */
function toMetadata(app: IdentityProviderApp | undefined): AdapterPayload | undefined {
  if (!app) return undefined;
  const isOnDevice = app.redirectUris.some((uri) => !/^https?:/.test(uri));
  return {
    client_id: app.id,
    ...(app.secret && { client_secret: app.secret }),
    ...(app.keys && { jwks: { keys: [...app.keys] } }),
    token_endpoint_auth_method: app.secret ? 'client_secret_basic' : app.keys ? 'private_key_jwt' : 'none',
    application_type: isOnDevice ? 'native' : 'web',
    redirect_uris: [...app.redirectUris],
    post_logout_redirect_uris: [...(app.postLogoutRedirectUris ?? [])],
    ...(app.backChannelLogoutUri && {
      backchannel_logout_uri: app.backChannelLogoutUri,
      backchannel_logout_session_required: true,
    }),
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    id_token_signed_response_alg: 'ES256',
  };
}
