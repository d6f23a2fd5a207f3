import { gatewayErrors } from '../errors.ts';
import type { LiveSessions } from './create-live-sessions.ts';
import type { Renew } from './create-renew.ts';
import type { IssuerClient } from './issuer-client.ts';
import { lifeLeftMs } from './life-left.ts';
import type { Session, SessionTimeouts } from './session.ts';
import { createSessionId, hashSessionId, isSessionId } from './session-id.ts';
import type { SessionStore } from './session-store.ts';
import type { Sessions } from './sessions.ts';

export interface SessionsOptions {
  readonly store: SessionStore;
  readonly issuer: IssuerClient;
  readonly timeouts: SessionTimeouts;
  readonly renew: Renew;
  readonly live: LiveSessions;
  readonly now: () => number;
}

/** A session that was used a moment ago is not written again for it. */
export const touchAfterShare = 20;

/** Keeps sessions by their timeouts, which a clock decides: what Redis expires is only what nobody would ask for any more. */
export function createSessions(options: SessionsOptions): Sessions {
  const { store, issuer, timeouts, renew, live, now } = options;

  async function end(session: Session): Promise<void> {
    await store.end(session);
    live.end(session.key);
    await issuer.revoke(session.tokens);
  }

  async function findByKey(key: string): Promise<Session | undefined> {
    const session = await store.read(key);
    if (!session || lifeLeftMs(session, timeouts, now()) > 0) return session;
    await end(session);
    return undefined;
  }

  const find = async (id: string) => (isSessionId(id) ? findByKey(hashSessionId(id)) : undefined);

  async function use(session: Session | undefined): Promise<Session> {
    if (!session) throw gatewayErrors.create('SESSION_ENDED');
    await touchWhenDue(session, options);
    return renew(session);
  }

  return {
    find,
    end,
    async open({ tokens, ...user }) {
      const id = createSessionId();
      const nowMs = now();
      const session = { ...user, tokens, key: hashSessionId(id), createdAtMs: nowMs, seenAtMs: nowMs };
      await store.create(session, lifeLeftMs(session, timeouts, nowMs));
      return id;
    },
    async admit(id) {
      const admitted = await use(await find(id));
      return {
        id: admitted.key,
        authorization: toAuthorization(admitted),
        authorise: async () => toAuthorization(await use(await findByKey(admitted.key))),
        follow: (listener) => live.follow(admitted, listener),
      };
    },
    endsAtMs: (session) => now() + lifeLeftMs(session, timeouts, now()),
    async endAll(by, value) {
      for (const session of await store.list(by, value)) await end(session);
    },
  };
}

/** Notes that a session is in use, unless that has just been noted. */
export async function touchWhenDue(
  session: Session,
  { store, timeouts, now }: Pick<SessionsOptions, 'store' | 'timeouts' | 'now'>,
): Promise<void> {
  const nowMs = now();
  if (nowMs - session.seenAtMs < timeouts.idleMs / touchAfterShare) return;
  const livesMs = lifeLeftMs({ ...session, seenAtMs: nowMs }, timeouts, nowMs);
  if (livesMs > 0) await store.touch(session.key, nowMs, livesMs);
}

function toAuthorization({ tokens }: Session): string {
  return `Bearer ${tokens.access}`;
}
