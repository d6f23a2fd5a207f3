import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import * as openid from 'openid-client';
import { gatewayErrors } from '../errors.ts';
import type { IssuerClient } from './issuer-client.ts';
import type { SessionTokens } from './session.ts';
import { verifyLogoutToken } from './verify-logout-token.ts';

export interface IssuerClientOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientAuth: openid.ClientAuth;
  /** E.g. `openid profile offline_access api://headgate/.default`. */
  readonly scope: string;
  /** Where browsers find the gateway. */
  readonly publicUrl: string;
  readonly now: () => number;
}

/** Access tokens whose life the issuer does not tell are taken to live so long. */
const unknownLifeSeconds = 300;

/** Talks to an OpenID provider, whose description is fetched when it is needed and once (https://openid.net/specs/openid-connect-discovery-1_0.html). */
export function createIssuerClient(options: IssuerClientOptions): IssuerClient {
  const { clientId, publicUrl, now } = options;
  const redirectUri = `${publicUrl}/auth/callback`;
  let discovered: Promise<openid.Configuration> | undefined;
  let keys: JWTVerifyGetKey | undefined;

  async function ask<Result>(run: (config: openid.Configuration) => Promise<Result>): Promise<Result> {
    discovered ??= discover(options);
    discovered.catch(() => {
      discovered = undefined;
    });
    try {
      return await run(await discovered);
    } catch (cause) {
      if (cause instanceof openid.ResponseBodyError || cause instanceof openid.AuthorizationResponseError)
        throw cause;
      throw gatewayErrors.create('SESSION_ISSUER_UNAVAILABLE', { cause });
    }
  }

  return {
    begin: ({ state, nonce, verifier }) =>
      ask(async (config) => {
        const parameters = {
          redirect_uri: redirectUri,
          scope: options.scope,
          code_challenge: await openid.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
          state,
          nonce,
        };
        return openid.buildAuthorizationUrl(config, parameters).href;
      }),
    async complete(callback, { state, nonce, verifier }) {
      try {
        return await ask(async (config) => {
          const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce };
          const reply = await openid.authorizationCodeGrant(config, callback, checks);
          const claims = reply.claims();
          if (!claims) throw gatewayErrors.create('SIGN_IN_REFUSED');
          return {
            subject: claims.sub,
            issuerSession: readText(claims['sid']),
            name: readText(claims['name']) ?? readText(claims['preferred_username']),
            roles: Array.isArray(claims['roles']) ? claims['roles'].map(String) : [],
            tokens: toTokens(reply, now()),
          };
        });
      } catch (cause) {
        const isRefusal =
          cause instanceof openid.ResponseBodyError || cause instanceof openid.AuthorizationResponseError;
        throw isRefusal ? gatewayErrors.create('SIGN_IN_REFUSED', { cause }) : cause;
      }
    },
    async refresh(tokens) {
      const { refresh } = tokens;
      if (refresh === undefined) return undefined;
      try {
        return await ask(async (config) =>
          toTokens(await openid.refreshTokenGrant(config, refresh), now(), tokens),
        );
      } catch (error) {
        if (error instanceof openid.ResponseBodyError && error.status < 500) return undefined;
        throw error;
      }
    },
    async revoke({ refresh }) {
      if (refresh !== undefined)
        await ask((config) => openid.tokenRevocation(config, refresh)).catch(() => undefined);
    },
    endSessionUrl: ({ id }) =>
      ask(async (config) => {
        if (!config.serverMetadata().end_session_endpoint) return undefined;
        const parameters = {
          post_logout_redirect_uri: `${publicUrl}/`,
          ...(id !== undefined && { id_token_hint: id }),
        };
        return openid.buildEndSessionUrl(config, parameters).href;
      }),
    readLogoutToken: (token) =>
      ask(async (config) => {
        const { issuer: name, jwks_uri: address = '' } = config.serverMetadata();
        keys ??= createRemoteJWKSet(new URL(address));
        return verifyLogoutToken(token, { issuer: name, clientId, keys, nowMs: now() });
      }),
  };
}

async function discover({
  issuer,
  clientId,
  clientAuth,
}: IssuerClientOptions): Promise<openid.Configuration> {
  const execute = new URL(issuer).protocol === 'http:' ? [openid.allowInsecureRequests] : [];
  const found = await openid.discovery(new URL(issuer), clientId, undefined, clientAuth, { execute });
  const { id_token_signing_alg_values_supported: algorithms = [] } = found.serverMetadata();
  if (algorithms.includes('RS256')) return found;
  // What a client registers otherwise is not known here: the issuer's first is the one it would choose.
  const metadata = { id_token_signed_response_alg: algorithms[0] ?? 'RS256' };
  const own = new openid.Configuration(found.serverMetadata(), clientId, metadata, clientAuth);
  for (const each of execute) each(own);
  return own;
}

/** What an issuer does not give again stays as it was before. */
function toTokens(
  reply: openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers,
  nowMs: number,
  before?: SessionTokens,
): SessionTokens {
  return {
    access: reply.access_token,
    refresh: reply.refresh_token ?? before?.refresh,
    id: reply.id_token ?? before?.id,
    expiresAtMs: nowMs + (reply.expires_in ?? unknownLifeSeconds) * 1000,
  };
}

function readText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
