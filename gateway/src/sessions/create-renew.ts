import { setTimeout as sleep } from 'node:timers/promises';
import { gatewayErrors } from '../errors.ts';
import { createSingleFlight } from '../values/create-single-flight.ts';
import type { IssuerClient } from './issuer-client.ts';
import { lifeLeftMs } from './life-left.ts';
import type { Session, SessionTimeouts } from './session.ts';
import type { SessionStore } from './session-store.ts';

export interface RenewOptions {
  readonly store: SessionStore;
  readonly issuer: IssuerClient;
  readonly timeouts: SessionTimeouts;
  readonly now: () => number;
  /** Told of a session that has another token. */
  readonly onRenewed: (session: Session) => void;
  readonly logger: { warn(details: object, message: string): void };
}

/**
 * Gives the session with an access token that is valid for a while.
 * @throws ServiceError `SESSION_ENDED` when the issuer gives no other one
 */
export type Renew = (session: Session) => Promise<Session>;

/** A token that is about to expire may do so on its way. */
export const renewBeforeMs = 30_000;

/** How often is looked whether another gateway has the new token. */
const lookAgainMs = 25;
const patienceMs = 10_000;

/**
 * Renews tokens once, however many ask at a time and in however many gateways: in this process by a single-flight for
 * each session, across gateways by a lock in the store.
 */
export function createRenew({ store, issuer, timeouts, now, onRenewed, logger }: RenewOptions): Renew {
  const renewals = createSingleFlight<Session>({
    onShared: () => {},
    awaitsCancelled: false,
    forOthers: (session) => session,
  });
  const isFresh = ({ tokens }: Session) => tokens.expiresAtMs - now() > renewBeforeMs;

  async function ask(key: string): Promise<Session> {
    const session = await store.read(key);
    if (!session) throw gatewayErrors.create('SESSION_ENDED');
    if (isFresh(session)) return session;
    const tokens = await issuer.refresh(session.tokens);
    if (!tokens) {
      // Its refresh token has been withdrawn, or somebody else has used it: nobody may go on with either.
      logger.warn({ session: key.slice(0, 8) }, 'a session ended, since the issuer no longer renews it');
      await store.end(session);
      throw gatewayErrors.create('SESSION_ENDED');
    }
    const renewed = { ...session, tokens };
    const isThere = await store.replace(renewed, lifeLeftMs(renewed, timeouts, now()));
    if (isThere) return renewed;
    await issuer.revoke(tokens);
    throw gatewayErrors.create('SESSION_ENDED');
  }

  async function renew(session: Session): Promise<Session> {
    const { key } = session;
    for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += lookAgainMs) {
      const renewed = await store.exclusively(key, () => ask(key));
      if (renewed) return renewed;
      await sleep(lookAgainMs);
      const current = await store.read(key);
      if (!current) throw gatewayErrors.create('SESSION_ENDED');
      if (isFresh(current)) return current;
    }
    throw gatewayErrors.create('SESSION_ISSUER_UNAVAILABLE');
  }

  async function renewAndTell(session: Session): Promise<Session> {
    const renewed = await renew(session);
    onRenewed(renewed);
    return renewed;
  }

  return async (session) => {
    if (isFresh(session)) return session;
    try {
      return await renewals.join(renewals, session.key, undefined, () => renewAndTell(session));
    } catch (error) {
      // What is there is good for some seconds yet.
      const isAway = (error as { code?: string }).code === 'SESSION_ISSUER_UNAVAILABLE';
      if (isAway && session.tokens.expiresAtMs > now()) return session;
      throw error;
    }
  };
}
