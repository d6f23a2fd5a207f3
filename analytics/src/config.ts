import { cosmosEnvironment, toCosmosConfig } from '@headgate/cosmos/cosmos-config.ts';
import { port, serviceEnvironment } from '@headgate/service/config-fields.ts';
import { z } from 'zod';

/** The environment of the analytics jobs. */
export const configSchema = z
  .object({
    ...serviceEnvironment,
    /** Of `GET /health`. */
    PORT: port.default(4005),
    /** The folder that the mirror writes. */
    LANDING_DIRECTORY: z.string().min(1),
    /** Where silver and gold are kept. */
    LAKE_DIRECTORY: z.string().min(1),
    /** How often new files are looked for. */
    REFRESH_MS: z.coerce.number().int().min(50).default(500),
    /** How often models learn. */
    LEARN_MS: z.coerce.number().int().min(1000).default(3_600_000),
    /** How far ahead purchases are told. */
    PROPENSITY_DAYS: z.coerce.number().int().min(1).max(365).default(30),
    /** Such as `2GB`; default: most of what the machine has. */
    MEMORY_LIMIT: z.string().optional(),
  })
  .and(cosmosEnvironment)
  .transform((env) => ({
    host: env.HOST,
    port: env.PORT,
    logLevel: env.LOG_LEVEL,
    landing: env.LANDING_DIRECTORY,
    lake: env.LAKE_DIRECTORY,
    refreshMs: env.REFRESH_MS,
    learnMs: env.LEARN_MS,
    horizonDays: env.PROPENSITY_DAYS,
    memoryLimit: env.MEMORY_LIMIT,
    cosmos: toCosmosConfig(env),
  }));

export type Config = z.output<typeof configSchema>;
