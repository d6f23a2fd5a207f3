/** What is kept of somebody who is signed in. Times are milliseconds since 1970. */
export interface Session {
  /** Hash of the id that the cookie has. */
  readonly key: string;
  /** Who it is to the issuer, by the ID token's `sub`. */
  readonly subject: string;
  /** What the issuer calls the sign-in, by the ID token's `sid`. */
  readonly issuerSession: string | undefined;
  readonly name: string | undefined;
  readonly roles: readonly string[];
  readonly createdAtMs: number;
  readonly seenAtMs: number;
  readonly tokens: SessionTokens;
}

export interface SessionTokens {
  readonly access: string;
  readonly refresh: string | undefined;
  readonly id: string | undefined;
  readonly expiresAtMs: number;
}

/** How long a session lives, in milliseconds. */
export interface SessionTimeouts {
  /** Without a request and without an open subscription. */
  readonly idleMs: number;
  /** Whatever happens. */
  readonly absoluteMs: number;
}
