import type { JWK } from 'jose';

/** Somebody who may sign in. */
export interface IdentityProviderUser {
  readonly id: string;
  /** What they type to sign in. */
  readonly name: string;
  readonly roles: readonly string[];
  /** What the login page calls them. Default: their name. */
  readonly displayName?: string;
  readonly email?: string;
}

/** A service that may get a token for itself. */
export interface IdentityProviderClient {
  readonly id: string;
  readonly secret: string;
  readonly roles: readonly string[];
}

/** An application in which users sign in by the authorization code flow with PKCE. */
export interface IdentityProviderApp {
  readonly id: string;
  /** Default: none, as for an application on a user's own device, which could not keep it. */
  readonly secret?: string;
  /** Its public keys, in the place of a secret: it proves who it is by a signature of one of them. */
  readonly keys?: readonly JWK[];
  readonly redirectUris: readonly string[];
  /** Where the browser may go after signing out here. Default: nowhere. */
  readonly postLogoutRedirectUris?: readonly string[];
  /** Told when a user signs out here (https://openid.net/specs/openid-connect-backchannel-1_0.html). Default: nobody. */
  readonly backChannelLogoutUri?: string;
}

export interface IdentityProviderOptions {
  readonly host?: string;
  /** Default: one that the operating system chooses. */
  readonly port?: number;
  /** Who may sign in over HTTP. Default: nobody. */
  readonly users?: readonly IdentityProviderUser[];
  /** Which services may. Default: none. */
  readonly clients?: readonly IdentityProviderClient[];
  /** In which applications. Default: none; see `registerApp`. */
  readonly apps?: readonly IdentityProviderApp[];
  /** How long access tokens of applications are valid. Default: 15 minutes. */
  readonly accessTokenLifetimeSeconds?: number;
  /** Where the signing key is kept. Default: nowhere, a new key each time. */
  readonly directory?: string;
  /** Clock, in milliseconds since 1970, of the tokens of `issueToken`. Default: the system's. */
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
