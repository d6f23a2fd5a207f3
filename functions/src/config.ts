import { cosmosEnvironment, toCosmosConfig } from '@headgate/cosmos/cosmos-config.ts';
import { redisUrl } from '@headgate/service/config-fields.ts';
import { z } from 'zod';

/** App settings of the functions. */
export const configSchema = z
  .object({
    /** Where alerts are published for the alerts subgraph. Default: nowhere, it follows the container itself. */
    REDIS_URL: redisUrl.optional(),
  })
  .and(cosmosEnvironment)
  .transform((env) => ({ cosmos: toCosmosConfig(env), redisUrl: env.REDIS_URL ?? null }));

export type Config = z.output<typeof configSchema>;
