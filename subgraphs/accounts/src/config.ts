import { identityEnvironment } from '@headgate/identity/identity-config.ts';
import { pushEnvironment, toPushConfig } from '@headgate/push/push-config.ts';
import { cacheEnvironment, toCacheConfig } from '@headgate/redis/redis-config.ts';
import { milliseconds, port, serviceEnvironment } from '@headgate/service/config-fields.ts';
import { z } from 'zod';

const poolSize = 'expected how many connections one process may hold, from 1 to 100';

/** The environment of the accounts subgraph. */
export const configSchema = z
  .object({
    ...serviceEnvironment,
    ...identityEnvironment,
    ...cacheEnvironment,
    ...pushEnvironment,
    PORT: port.default(4001),
    DATABASE_URL: z.url({
      protocol: /^postgres(ql)?$/,
      error: 'expected a URL such as postgresql://user:password@127.0.0.1:5432/headgate',
    }),
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
    /** How long a connection that nobody uses stays open. */
    DATABASE_IDLE_TIMEOUT_MS: milliseconds.default(30_000),
    /** How long a device goes without a look whether its push service still knows it. */
    DEVICE_CHECK_AFTER_MS: milliseconds.default(24 * 3_600_000),
  })
  .transform((env) => ({
    host: env.HOST,
    port: env.PORT,
    logLevel: env.LOG_LEVEL,
    /** The caches of gateways. */
    caches: toCacheConfig(env),
    identity: { issuer: env.OIDC_ISSUER, audience: env.OIDC_AUDIENCE, jwksUrl: env.OIDC_JWKS_URL },
    database: {
      url: env.DATABASE_URL,
      poolSize: env.DATABASE_POOL_SIZE,
      connectTimeoutMs: env.DATABASE_CONNECT_TIMEOUT_MS,
      statementTimeoutMs: env.DATABASE_STATEMENT_TIMEOUT_MS,
      idleTimeoutMs: env.DATABASE_IDLE_TIMEOUT_MS,
    },
    /** null without a notification hub. */
    push: toPushConfig(env),
    deviceCheckAfterMs: env.DEVICE_CHECK_AFTER_MS,
  }));

export type Config = z.output<typeof configSchema>;
