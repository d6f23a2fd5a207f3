import { cosmosEnvironment, toCosmosConfig } from '@headgate/cosmos/cosmos-config.ts';
import { identityEnvironment } from '@headgate/identity/identity-config.ts';
import { cacheEnvironment, toCacheConfig, toRedisConfig } from '@headgate/redis/redis-config.ts';
import { allowsIntrospection, port, serviceEnvironment } from '@headgate/service/config-fields.ts';
import { z } from 'zod';

/** The environment of the alerts subgraph. */
export const configSchema = z
  .object({
    ...serviceEnvironment,
    ...identityEnvironment,
    ...cacheEnvironment,
    PORT: port.default(4003),
    /** Where the functions are, such as `https://NAME.azurewebsites.net`. Default: dead letters are not replayed from here. */
    FUNCTIONS_URL: z.url({ protocol: /^https?$/ }).optional(),
    /** A key of the function `replay-dead-letters`. */
    FUNCTIONS_KEY: z.string().min(1).optional(),
  })
  .and(cosmosEnvironment)
  .transform((env) => ({
    host: env.HOST,
    port: env.PORT,
    logLevel: env.LOG_LEVEL,
    introspection: allowsIntrospection(env),
    /** Where the functions publish alerts; undefined for nowhere: this process follows the container's change feed. */
    redis: toRedisConfig(env),
    /** The caches of gateways. */
    caches: toCacheConfig(env),
    cosmos: toCosmosConfig(env),
    /** undefined where dead letters are not replayed from here. */
    functions:
      env.FUNCTIONS_URL && env.FUNCTIONS_KEY ? { url: env.FUNCTIONS_URL, key: env.FUNCTIONS_KEY } : undefined,
    identity: { issuer: env.OIDC_ISSUER, audience: env.OIDC_AUDIENCE, jwksUrl: env.OIDC_JWKS_URL },
  }));

export type Config = z.output<typeof configSchema>;
