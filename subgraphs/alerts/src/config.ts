import { cosmosEnvironment, toCosmosConfig } from '@headgate/cosmos/cosmos-config.ts';
import { identityEnvironment } from '@headgate/identity/identity-config.ts';
import { port, redisUrl, serviceEnvironment } from '@headgate/service/config-fields.ts';
import { z } from 'zod';

/** The environment of the alerts subgraph. */
export const configSchema = z
  .object({
    ...serviceEnvironment,
    ...identityEnvironment,
    PORT: port.default(4003),
    /** Where the functions publish alerts. Default: nowhere, this process follows the container's change feed. */
    REDIS_URL: redisUrl.optional(),
  })
  .and(cosmosEnvironment)
  .transform((env) => ({
    host: env.HOST,
    port: env.PORT,
    logLevel: env.LOG_LEVEL,
    redisUrl: env.REDIS_URL ?? null,
    cosmos: toCosmosConfig(env),
    identity: { issuer: env.OIDC_ISSUER, audience: env.OIDC_AUDIENCE, jwksUrl: env.OIDC_JWKS_URL },
  }));

export type Config = z.output<typeof configSchema>;
