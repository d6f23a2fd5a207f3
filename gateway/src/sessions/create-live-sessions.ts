import type { SignedInListener } from '../ports/signed-in.ts';
import type { Session } from './session.ts';

export interface LiveSessionsOptions {
  /** Notes that it is in use, and gives it with a token that is valid; undefined when it has ended. */
  readonly keep: (key: string) => Promise<Session | undefined>;
  /** How often each is looked after, in milliseconds. */
  readonly pulseMs: number;
  readonly logger: { warn(details: object, message: string): void };
}

/** The sessions that have something open in this process. */
export interface LiveSessions extends Disposable {
  /** Returns how to stop. */
  follow(session: Session, listener: SignedInListener): () => void;
  /** One has another access token. */
  renew(session: Session): void;
  /** One has ended, here or elsewhere. */
  end(key: string): void;
  /** Something may have been missed. */
  check(): void;
}

interface Live {
  readonly listeners: Set<SignedInListener>;
  readonly timer: NodeJS.Timeout;
  authorization: string;
}

export function createLiveSessions({ keep, pulseMs, logger }: LiveSessionsOptions): LiveSessions {
  const all = new Map<string, Live>();

  function end(key: string): void {
    const live = all.get(key);
    if (!live) return;
    all.delete(key);
    clearInterval(live.timer);
    for (const listener of [...live.listeners]) listener.ended();
  }

  function renew({ key, tokens }: Session): void {
    const live = all.get(key);
    const authorization = `Bearer ${tokens.access}`;
    if (!live || authorization === live.authorization) return;
    live.authorization = authorization;
    for (const listener of [...live.listeners]) listener.renewed(authorization);
  }

  async function pulse(key: string): Promise<void> {
    try {
      const session = await keep(key);
      if (session) renew(session);
      else end(key);
    } catch (error) {
      // The store or the issuer is away: it is looked after again in a while.
      logger.warn({ err: error }, 'a session with open subscriptions could not be looked after');
    }
  }

  function open({ key, tokens }: Session): Live {
    const timer = setInterval(() => void pulse(key), pulseMs);
    timer.unref();
    const live = { listeners: new Set<SignedInListener>(), timer, authorization: `Bearer ${tokens.access}` };
    all.set(key, live);
    return live;
  }

  return {
    follow(session, listener) {
      const { key } = session;
      const live = all.get(key) ?? open(session);
      live.listeners.add(listener);
      return () => {
        if (!live.listeners.delete(listener) || live.listeners.size > 0 || all.get(key) !== live) return;
        all.delete(key);
        clearInterval(live.timer);
      };
    },
    renew,
    end,
    check() {
      for (const key of [...all.keys()]) void pulse(key);
    },
    [Symbol.dispose]() {
      for (const { timer } of all.values()) clearInterval(timer);
      all.clear();
    },
  };
}
