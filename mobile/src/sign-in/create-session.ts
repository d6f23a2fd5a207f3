import type { Platform } from '../ports/platform.ts';
import { createIssuer, RefusedByIssuer, readClaims, type Tokens } from './issuer.ts';
import { requestSignIn } from './request-sign-in.ts';
import type { Settings } from './settings.ts';

/** Who is signed in. */
export interface User {
  readonly id: string;
  readonly name: string;
}

export type SessionState =
  | { readonly phase: 'unknown' }
  | { readonly phase: 'signed out'; readonly hasEnded: boolean }
  | { readonly phase: 'signed in'; readonly user: User };

export interface Session {
  state(): SessionState;
  onChange(listener: () => void): () => void;
  /** Finds out who was signed in when the application last ran. */
  restore(): Promise<void>;
  /** Answers whether the user did sign in. */
  signIn(): Promise<boolean>;
  signOut(): Promise<void>;
  /**
   * A token for the gateway, renewed when it has to be, once for however many ask.
   * @throws Error when nobody is signed in, or the issuer cannot be reached
   */
  accessToken(): Promise<string>;
  /** Says that the gateway did not take a token: the clock of the device may be wrong, that of the gateway counts. */
  distrust(token: string): void;
}

const storeKey = 'session';

/** Renewed so long before it expires, so that it arrives in time. */
const marginMs = 30_000;

interface Kept {
  readonly user: User;
  readonly refreshToken: string;
}

export interface SessionOptions {
  readonly platform: Platform;
  readonly settings: Settings;
  readonly ownFetch: typeof fetch;
  readonly now: () => number;
}

/** Somebody's sign-in on this device: the refresh token is kept by the system, access tokens in memory alone. */
export function createSession({ platform, settings, ownFetch, now }: SessionOptions): Session {
  const issuer = createIssuer(settings, ownFetch);
  const listeners = new Set<() => void>();
  let state: SessionState = { phase: 'unknown' };
  let kept: Kept | undefined;
  let access: { readonly token: string; readonly until: number } | undefined;
  let renewal: Promise<string> | undefined;

  function become(next: SessionState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  async function take(tokens: Tokens, user: User, refreshToken: string): Promise<void> {
    kept = { user, refreshToken };
    access = { token: tokens.access_token, until: now() + tokens.expires_in * 1000 - marginMs };
    await platform.secrets.write(storeKey, JSON.stringify(kept));
  }

  async function readKept(): Promise<Kept | undefined> {
    const text = await platform.secrets.read(storeKey);
    return text ? (JSON.parse(text) as Kept) : undefined;
  }

  async function forget(hasEnded: boolean): Promise<void> {
    kept = undefined;
    access = undefined;
    await platform.secrets.remove(storeKey);
    become({ phase: 'signed out', hasEnded });
  }

  async function renew(): Promise<string> {
    // What runs in the background has a session of its own, and a refresh token is good for one use.
    kept = await readKept();
    if (!kept) throw new Error('Nobody is signed in.');
    const { user, refreshToken } = kept;
    try {
      const tokens = await issuer.exchange({ grant_type: 'refresh_token', refresh_token: refreshToken });
      await take(tokens, user, tokens.refresh_token ?? refreshToken);
      return tokens.access_token;
    } catch (error) {
      if (error instanceof RefusedByIssuer) await forget(true);
      throw error;
    }
  }

  return {
    state: () => state,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async restore() {
      // A key of the system's that is gone, after a restore onto another phone, takes what it guarded with it.
      kept = await readKept().catch(() => undefined);
      become(kept ? { phase: 'signed in', user: kept.user } : { phase: 'signed out', hasEnded: false });
    },
    async signIn() {
      const { authorization_endpoint: address } = await issuer.endpoints();
      const answer = await requestSignIn(platform, settings, address);
      if (!answer) return false;
      const tokens = await issuer.exchange({
        grant_type: 'authorization_code',
        code: answer.code,
        code_verifier: answer.verifier,
        redirect_uri: platform.returnAddress,
      });
      const claims = readClaims(tokens.id_token ?? '');
      if (claims['nonce'] !== answer.nonce) throw new Error('The sign-in is the answer to another request.');
      const id = String(readClaims(tokens.access_token)['sub']);
      const user = { id, name: String(claims['name'] ?? claims['preferred_username'] ?? id) };
      await take(tokens, user, tokens.refresh_token ?? '');
      become({ phase: 'signed in', user });
      return true;
    },
    async signOut() {
      const token = kept?.refreshToken;
      await forget(false);
      if (token) await issuer.revoke(token).catch(() => undefined);
    },
    async accessToken() {
      if (access && now() < access.until) return access.token;
      renewal ??= renew().finally(() => {
        renewal = undefined;
      });
      return renewal;
    },
    distrust(token) {
      if (access?.token === token) access = undefined;
    },
  };
}
