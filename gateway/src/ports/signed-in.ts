import type { IncomingHttpHeaders } from 'node:http';

/** Hears what becomes of whoever is signed in. */
export interface SignedInListener {
  /** A new access token is there; the value of its `Authorization` header. */
  renewed(authorization: string): void;
  /** They are signed out, or have been silent for too long. Nothing follows. */
  ended(): void;
}

/** Somebody who is signed in without a token of their own: it is kept for them, and renewed for as long as they stay. */
export interface SignedIn {
  /** Equal for all that one browser asks between signing in and signing out, and for nothing else. */
  readonly id: string;
  /** The value of an `Authorization` header that was valid when they were admitted. */
  readonly authorization: string;
  /**
   * The value of one that is valid now.
   * @throws ServiceError `SESSION_ENDED`, `SESSION_STORE_UNAVAILABLE`, `SESSION_ISSUER_UNAVAILABLE`
   */
  authorise(): Promise<string>;
  /** Keeps them signed in meanwhile, until their time is over. Returns how to stop. */
  follow(listener: SignedInListener): () => void;
}

/**
 * Finds out who is signed in by the headers of a request, and takes from them what tells it; undefined where nothing does.
 * @throws ServiceError `SESSION_ENDED`, `SESSION_CSRF_REFUSED`, `SESSION_STORE_UNAVAILABLE`, `SESSION_ISSUER_UNAVAILABLE`
 */
export type AdmitSignedIn = (headers: IncomingHttpHeaders) => Promise<SignedIn | undefined>;
