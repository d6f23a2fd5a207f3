import type { SessionTokens } from './session.ts';

/** What the issuer says of somebody who has just signed in. */
export interface SignedInUser {
  readonly subject: string;
  readonly issuerSession: string | undefined;
  readonly name: string | undefined;
  readonly roles: readonly string[];
  readonly tokens: SessionTokens;
}

/**
 * Talks to the OpenID provider.
 * @throws ServiceError, each of its functions, `SESSION_ISSUER_UNAVAILABLE` when it cannot be asked
 */
export interface IssuerClient {
  /** Address at which a browser signs in. */
  begin(request: {
    readonly state: string;
    readonly nonce: string;
    readonly verifier: string;
  }): Promise<string>;
  /** @throws ServiceError `SIGN_IN_REFUSED` for a code that is not good */
  complete(
    callback: URL,
    expected: { readonly state: string; readonly nonce: string; readonly verifier: string },
  ): Promise<SignedInUser>;
  /** Undefined when the issuer wants the user to sign in again: it has ended the session, or the token came twice. */
  refresh(tokens: SessionTokens): Promise<SessionTokens | undefined>;
  /** Never rejects: a session ends here whether the issuer hears of it or not. */
  revoke(tokens: SessionTokens): Promise<void>;
  /** Address at which a browser signs out there too; undefined for an issuer that has none. */
  endSessionUrl(tokens: SessionTokens): Promise<string | undefined>;
  /** Whose sessions a logout token ends; undefined for one that is not good. */
  readLogoutToken(token: string): Promise<EndedAtIssuer | undefined>;
}

export interface EndedAtIssuer {
  readonly by: 'subject' | 'issuerSession';
  readonly value: string;
  /** Of the token, for it may come once only. */
  readonly tokenId: string;
}
