import { cosmosEnvironment, toCosmosConfig } from '@headgate/cosmos/cosmos-config.ts';
import { identityEnvironment } from '@headgate/identity/identity-config.ts';
import { cacheEnvironment, toCacheConfig, toRedisConfig } from '@headgate/redis/redis-config.ts';
import { port, serviceEnvironment } from '@headgate/service/config-fields.ts';
import { z } from 'zod';

/** The environment of the alerts subgraph. */
export const configSchema = z
  .object({
    ...serviceEnvironment,
    ...identityEnvironment,
    ...cacheEnvironment,
    PORT: port.default(4003),
  })
  .and(cosmosEnvironment)
  .transform((env) => ({
    host: env.HOST,
    port: env.PORT,
    logLevel: env.LOG_LEVEL,
    /** Where the functions publish alerts; undefined for nowhere: this process follows the container's change feed. */
    redis: toRedisConfig(env),
    /** The caches of gateways. */
    caches: toCacheConfig(env),
    cosmos: toCosmosConfig(env),
    identity: { issuer: env.OIDC_ISSUER, audience: env.OIDC_AUDIENCE, jwksUrl: env.OIDC_JWKS_URL },
  }));

export type Config = z.output<typeof configSchema>;
