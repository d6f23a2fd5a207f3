import { readFileSync } from 'node:fs';
import { flag, redisUrl } from '@headgate/service/config-fields.ts';
import { z } from 'zod';

const certificates = z.string().transform((path, context) => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    context.addIssue(
      `expected a file of certificates (PEM): ${error instanceof Error ? error.message : error}`,
    );
    return z.NEVER;
  }
});

/** Environment variables of every service that uses Redis. */
export const redisEnvironment = {
  REDIS_URL: redisUrl.optional(),
  /** Whether the server sends its clients to other nodes. */
  REDIS_CLUSTER: flag.default(false),
  REDIS_SIGN_IN: z.enum(['url', 'entra'], { error: 'expected "url" or "entra"' }).default('url'),
  /** Who may vouch for the server beside those whom Node.js trusts. */
  REDIS_CA_FILE: certificates.optional(),
};

/** Where Redis is and how to sign in. */
export interface RedisConfig {
  readonly url: string;
  readonly cluster: boolean;
  readonly ca?: string;
  readonly signIn: 'url' | 'entra';
}

const schema = z.object(redisEnvironment);

/** What the variables say; undefined without a `REDIS_URL`. */
export function toRedisConfig(env: z.output<typeof schema>): RedisConfig | undefined {
  if (!env.REDIS_URL) return undefined;
  return {
    url: env.REDIS_URL,
    cluster: env.REDIS_CLUSTER,
    ...(env.REDIS_CA_FILE !== undefined && { ca: env.REDIS_CA_FILE }),
    signIn: env.REDIS_SIGN_IN,
  };
}
