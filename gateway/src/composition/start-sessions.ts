import { connectRedis, type RedisSettings } from '@headgate/redis/connect-redis.ts';
import type { Logger } from '@headgate/service/create-logger.ts';
import type { GatewayConfig } from '../config/config.ts';
import type { AdmitSignedIn } from '../ports/signed-in.ts';
import { chooseClientAuth } from '../sessions/choose-client-auth.ts';
import { createCookies } from '../sessions/cookies.ts';
import { createAdmitRequest, createAdmitSocket } from '../sessions/create-admit.ts';
import { createIssuerClient } from '../sessions/create-issuer-client.ts';
import { createLiveSessions } from '../sessions/create-live-sessions.ts';
import { createRenew } from '../sessions/create-renew.ts';
import { createSessionStore, endedChannelOf } from '../sessions/create-session-store.ts';
import { createSessions, touchWhenDue } from '../sessions/create-sessions.ts';
import { createVault } from '../sessions/create-vault.ts';
import { lifeLeftMs } from '../sessions/life-left.ts';
import { createSessionRoutes, type HandleSessionRequest } from '../sessions/routes/create-session-routes.ts';

/** Browsers that sign in. */
export interface BrowserSessions extends AsyncDisposable {
  readonly handle: HandleSessionRequest;
  readonly admitRequest: AdmitSignedIn;
  readonly admitSocket: AdmitSignedIn;
}

export interface StartSessionsOptions {
  readonly settings: NonNullable<GatewayConfig['sessions']>;
  readonly redis: RedisSettings;
  /** Before every key in Redis. */
  readonly prefix: string;
  readonly now: () => number;
  readonly logger: Logger;
}

/** How long Redis may take, in milliseconds: who waits for a session longer is told that there is none to be had. */
const commandTimeoutMs = 2_000;
/** How often a session with open subscriptions is looked after: well before its token expires, and before it seems idle. */
const longestPulseMs = 20_000;

/** Starts browser sessions: state in Redis, tokens from the issuer, an ear for what other gateways end. */
export async function startSessions(options: StartSessionsOptions): Promise<BrowserSessions> {
  const { settings, redis, prefix, now, logger } = options;
  const { publicUrl, timeouts } = settings;
  await using cleanup = new AsyncDisposableStack();
  const { client } = cleanup.use(connectRedis({ ...redis, commandTimeoutMs }));
  const vault = createVault(settings.keys);
  const store = createSessionStore({ client, prefix, vault, absoluteMs: timeouts.absoluteMs });
  const issuer = createIssuerClient({
    ...settings,
    clientAuth: await chooseClientAuth(settings.credential),
    now,
  });
  const renew = createRenew({
    store,
    issuer,
    timeouts,
    now,
    onRenewed: (session) => live.renew(session),
    logger,
  });
  const live = cleanup.use(
    createLiveSessions({
      pulseMs: Math.min(longestPulseMs, timeouts.idleMs / 3),
      async keep(key) {
        const session = await store.read(key);
        if (!session || lifeLeftMs(session, timeouts, now()) <= 0) return undefined;
        await touchWhenDue(session, { store, timeouts, now });
        try {
          return await renew(session);
        } catch (error) {
          if ((error as { code?: string }).code === 'SESSION_ENDED') return undefined;
          throw error;
        }
      },
      logger,
    }),
  );
  const ears = cleanup.use(
    connectRedis({
      ...redis,
      onReady() {
        // Ends that were announced while it was away have not been heard.
        ears.client.subscribe(endedChannelOf(prefix)).then(live.check, () => undefined);
      },
    }),
  );
  ears.client.on('message', (_channel, key) => live.end(key));
  const sessions = createSessions({ store, issuer, timeouts, renew, live, now });
  const cookies = createCookies(publicUrl);
  const { absoluteMs } = timeouts;
  const admitting = { publicUrl, sessions, cookies };
  const running = cleanup.move();
  return {
    handle: createSessionRoutes({ publicUrl, sessions, store, issuer, cookies, absoluteMs }),
    admitRequest: createAdmitRequest(admitting),
    admitSocket: createAdmitSocket(admitting),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
