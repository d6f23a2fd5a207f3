/** Who is calling, as proven by an access token. */
export interface Identity {
  /** The user's id: the token's `oid` (Entra ID) or else its `sub`. */
  readonly userId: string;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  /** When the token stops being valid, in milliseconds since 1970. */
  readonly expiresAtMs: number;
  /** All claims of the token. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** An operator may see everybody's data. */
export function isOperator(identity: Identity): boolean {
  return identity.roles.includes('operator');
}
