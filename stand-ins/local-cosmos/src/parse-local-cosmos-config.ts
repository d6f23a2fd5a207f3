import { z } from 'zod';
import type { LocalCosmosOptions } from './start-local-cosmos.ts';

const schema = z.object({
  /** 8081, as the official emulator has. */
  PORT: z.coerce.number().int().min(0).max(65535).default(8081),
  HOST: z.string().min(1).default('127.0.0.1'),
  DIRECTORY: z.string().min(1).optional(),
  COSMOS_KEY: z.base64().min(1).optional(),
});

/** Reads the environment. @throws Error that names every variable that is wrong */
export function parseLocalCosmosConfig(env: Record<string, string | undefined>): LocalCosmosOptions {
  const parsed = schema.safeParse(env);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
    throw new Error(`The environment is not as it has to be:\n${problems.join('\n')}`);
  }
  const { PORT: port, HOST: host, DIRECTORY: directory, COSMOS_KEY: key } = parsed.data;
  return {
    port,
    host,
    ...(directory === undefined ? {} : { directory }),
    ...(key === undefined ? {} : { key }),
  };
}
