import type { Session } from './session.ts';

/** What a sign-in that is under way has to remember. */
export interface PendingSignIn {
  readonly verifier: string;
  readonly nonce: string;
  /** Path to go to afterwards. */
  readonly to: string;
}

/**
 * Keeps sessions for all gateways.
 * @throws ServiceError, each of its functions, `SESSION_STORE_UNAVAILABLE` when it cannot be asked
 */
export interface SessionStore {
  read(key: string): Promise<Session | undefined>;
  create(session: Session, livesMs: number): Promise<void>;
  /** Replaces it and says whether it was there still: what has ended does not come back. */
  replace(session: Session, livesMs: number): Promise<boolean>;
  /** Notes that it was used; nothing happens to one that has ended. */
  touch(key: string, seenAtMs: number, livesMs: number): Promise<void>;
  /** Ends it and tells all gateways. */
  end(session: Session): Promise<void>;
  /** All of a user, or of one sign-in at the issuer. */
  list(by: 'subject' | 'issuerSession', value: string): Promise<readonly Session[]>;
  /** Runs something that one gateway alone may do for a session; undefined where another one is at it. */
  exclusively<Result>(key: string, run: () => Promise<Result>): Promise<Result | undefined>;
  keepSignIn(state: string, signIn: PendingSignIn, livesMs: number): Promise<void>;
  /** Gives it once. */
  takeSignIn(state: string): Promise<PendingSignIn | undefined>;
  /** Whether this is the first time that something comes. */
  isFirst(what: string, livesMs: number): Promise<boolean>;
}
