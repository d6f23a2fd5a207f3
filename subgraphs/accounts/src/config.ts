import { identityEnvironment } from '@headgate/identity/identity-config.ts';
import { pushEnvironment, toPushConfig } from '@headgate/push/push-config.ts';
import { cacheEnvironment, toCacheConfig } from '@headgate/redis/redis-config.ts';
import {
  allowsIntrospection,
  milliseconds,
  port,
  serviceEnvironment,
} from '@headgate/service/config-fields.ts';
import { z } from 'zod';

const poolSize = 'expected how many connections one process may hold, from 1 to 100';
const waiting = 'expected how many statements of one caller may wait, at least 1';

const databaseUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'expected a URL such as postgresql://user:password@127.0.0.1:5432/headgate',
});

/** The environment of the accounts subgraph. */
export const configSchema = z
  .object({
    ...serviceEnvironment,
    ...identityEnvironment,
    ...cacheEnvironment,
    ...pushEnvironment,
    PORT: port.default(4001),
    DATABASE_URL: databaseUrl,
    /** Queries read from it while it answers; mutations never do. It may be a little behind. */
    DATABASE_REPLICA_URL: databaseUrl.optional(),
    /** By the URL's password, or by tokens of Entra ID for the URL's user. */
    DATABASE_SIGN_IN: z.enum(['url', 'entra'], { error: 'expected "url" or "entra"' }).default('url'),
    DATABASE_POOL_SIZE: z.coerce
      .number({ error: poolSize })
      .int({ error: poolSize })
      .min(1, { error: poolSize })
      .max(100, { error: poolSize })
      .default(10),
    /** How long to wait for a connection, new or from the pool. */
    DATABASE_CONNECT_TIMEOUT_MS: milliseconds.default(3_000),
    /** After this PostgreSQL gives up on a statement. */
    DATABASE_STATEMENT_TIMEOUT_MS: milliseconds.default(10_000),
    /** How many statements of one caller may wait for a connection. */
    DATABASE_MAX_WAITING_PER_CALLER: z.coerce
      .number({ error: waiting })
      .int({ error: waiting })
      .min(1, { error: waiting })
      .default(200),
    /** How long a connection that nobody uses stays open. */
    DATABASE_IDLE_TIMEOUT_MS: milliseconds.default(30_000),
    /** How often to look whether another server has taken over. */
    DATABASE_WATCH_INTERVAL_MS: milliseconds.default(500),
    /** How long a device goes without a look whether its push service still knows it. */
    DEVICE_CHECK_AFTER_MS: milliseconds.default(24 * 3_600_000),
    /** The public key of the hub's VAPID pair. Default: browsers are not notified. */
    WEB_PUSH_PUBLIC_KEY: z
      .string()
      .regex(/^[\w-]{87}$/, { error: 'expected the public VAPID key of the hub in base64url' })
      .optional(),
  })
  .transform((env) => ({
    host: env.HOST,
    port: env.PORT,
    logLevel: env.LOG_LEVEL,
    introspection: allowsIntrospection(env),
    /** The caches of gateways. */
    caches: toCacheConfig(env),
    identity: { issuer: env.OIDC_ISSUER, audience: env.OIDC_AUDIENCE, jwksUrl: env.OIDC_JWKS_URL },
    database: {
      url: env.DATABASE_URL,
      /** undefined without a replica. */
      replicaUrl: env.DATABASE_REPLICA_URL,
      signIn: env.DATABASE_SIGN_IN,
      poolSize: env.DATABASE_POOL_SIZE,
      connectTimeoutMs: env.DATABASE_CONNECT_TIMEOUT_MS,
      statementTimeoutMs: env.DATABASE_STATEMENT_TIMEOUT_MS,
      idleTimeoutMs: env.DATABASE_IDLE_TIMEOUT_MS,
      maxWaitingPerCaller: env.DATABASE_MAX_WAITING_PER_CALLER,
      watchIntervalMs: env.DATABASE_WATCH_INTERVAL_MS,
    },
    /** null without a notification hub. */
    push: toPushConfig(env),
    deviceCheckAfterMs: env.DEVICE_CHECK_AFTER_MS,
    /** null where browsers are not notified. */
    webPushKey: env.WEB_PUSH_PUBLIC_KEY ?? null,
  }));

export type Config = z.output<typeof configSchema>;
