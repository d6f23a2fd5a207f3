import type { SignedIn } from '../ports/signed-in.ts';
import type { SignedInUser } from './issuer-client.ts';
import type { Session } from './session.ts';

/** Who is signed in, by the id in their cookie. Functions throw ServiceError `SESSION_STORE_UNAVAILABLE`. */
export interface Sessions {
  /** Begins one; returns the id for the cookie. */
  open(user: SignedInUser): Promise<string>;
  /** Undefined for an id that is none, or whose time is over. Looking is no use of it. */
  find(id: string): Promise<Session | undefined>;
  /**
   * Admits what comes with a cookie.
   * @throws ServiceError `SESSION_ENDED` where `find` finds nothing
   */
  admit(id: string): Promise<SignedIn>;
  /** When it ends if nothing happens, in milliseconds since 1970. */
  endsAtMs(session: Session): number;
  end(session: Session): Promise<void>;
  /** Ends all of a user, or of a sign-in at the issuer, on all gateways. */
  endAll(by: 'subject' | 'issuerSession', value: string): Promise<void>;
}
