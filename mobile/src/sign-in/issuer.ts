import { fromBase64url } from './base64url.ts';
import type { Settings } from './settings.ts';

/** https://openid.net/specs/openid-connect-core-1_0.html#TokenResponse */
export interface Tokens {
  readonly access_token: string;
  readonly expires_in: number;
  readonly refresh_token?: string;
  readonly id_token?: string;
}

export interface Endpoints {
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly revocation_endpoint?: string;
}

/** The issuer said no: what was given to it is of no use any more. Without an answer there is another error. */
export class RefusedByIssuer extends Error {}

export interface Issuer {
  endpoints(): Promise<Endpoints>;
  /** @throws RefusedByIssuer */
  exchange(grant: Readonly<Record<string, string>>): Promise<Tokens>;
  /** Best effort: a token that is not revoked expires. */
  revoke(refreshToken: string): Promise<void>;
}

/** Speaks to an OpenID provider (https://openid.net/specs/openid-connect-discovery-1_0.html) as an application without a secret. */
export function createIssuer({ issuer, clientId }: Settings, ownFetch: typeof fetch): Issuer {
  let known: Promise<Endpoints> | undefined;

  async function discover(): Promise<Endpoints> {
    const response = await ownFetch(`${issuer}/.well-known/openid-configuration`);
    if (!response.ok) throw new Error(`The issuer answered ${response.status}.`);
    return (await response.json()) as Endpoints;
  }

  function endpoints(): Promise<Endpoints> {
    known ??= discover().catch((error) => {
      known = undefined;
      throw error;
    });
    return known;
  }

  const post = (address: string, form: Readonly<Record<string, string>>) =>
    ownFetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ client_id: clientId, ...form }).toString(),
    });

  return {
    endpoints,
    async exchange(grant) {
      const response = await post((await endpoints()).token_endpoint, grant);
      if (response.status === 400 || response.status === 401) throw new RefusedByIssuer();
      if (!response.ok) throw new Error(`The issuer answered ${response.status}.`);
      return (await response.json()) as Tokens;
    },
    async revoke(refreshToken) {
      const { revocation_endpoint: address } = await endpoints();
      if (address) await post(address, { token: refreshToken, token_type_hint: 'refresh_token' });
    },
  };
}

/** Claims of a token that came from the issuer itself: its transport vouches for it, as the specification lets it. */
export function readClaims(token: string): Readonly<Record<string, unknown>> {
  return JSON.parse(fromBase64url(token.split('.')[1] ?? ''));
}
