import { cosmosEnvironment, toCosmosConfig } from '@headgate/cosmos/cosmos-config.ts';
import { identityEnvironment } from '@headgate/identity/identity-config.ts';
import { cacheEnvironment, toCacheConfig } from '@headgate/redis/redis-config.ts';
import { allowsIntrospection, port, serviceEnvironment } from '@headgate/service/config-fields.ts';
import { z } from 'zod';

const retention = 'expected a whole number of days, at least 1';

/** The environment of the activity subgraph. */
export const configSchema = z
  .object({
    ...serviceEnvironment,
    ...identityEnvironment,
    ...cacheEnvironment,
    PORT: port.default(4002),
    /** How long events are kept. */
    ACTIVITY_RETENTION_DAYS: z.coerce
      .number({ error: retention })
      .int({ error: retention })
      .min(1, { error: retention })
      .max(24_000, { error: retention })
      .default(400),
  })
  .and(cosmosEnvironment)
  .transform((env) => ({
    host: env.HOST,
    port: env.PORT,
    logLevel: env.LOG_LEVEL,
    introspection: allowsIntrospection(env),
    retentionDays: env.ACTIVITY_RETENTION_DAYS,
    cosmos: toCosmosConfig(env),
    /** The caches of gateways. */
    caches: toCacheConfig(env),
    identity: { issuer: env.OIDC_ISSUER, audience: env.OIDC_AUDIENCE, jwksUrl: env.OIDC_JWKS_URL },
  }));

export type Config = z.output<typeof configSchema>;
