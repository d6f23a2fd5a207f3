import { readFileSync } from 'node:fs';
import { flag, redisUrl } from '@headgate/service/config-fields.ts';
import { z } from 'zod';
import { defaultPrefix } from './add-invalidation.ts';

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

/** Environment variables of gateways, and of services that tell their caches what has changed. */
export const cacheEnvironment = { ...redisEnvironment, CACHE_PREFIX: z.string().default(defaultPrefix) };

const redisSchema = z.object(redisEnvironment);
const cacheSchema = z.object(cacheEnvironment);

export interface CacheConfig {
  readonly redis: RedisConfig | undefined;
  /** Before every key in Redis. */
  readonly prefix: string;
}

export const toCacheConfig = (env: z.output<typeof cacheSchema>): CacheConfig => ({
  redis: toRedisConfig(env),
  prefix: env.CACHE_PREFIX,
});

/** What the variables say; undefined without a `REDIS_URL`. */
export function toRedisConfig(env: z.output<typeof redisSchema>): RedisConfig | undefined {
  if (!env.REDIS_URL) return undefined;
  return {
    url: env.REDIS_URL,
    cluster: env.REDIS_CLUSTER,
    ...(env.REDIS_CA_FILE !== undefined && { ca: env.REDIS_CA_FILE }),
    signIn: env.REDIS_SIGN_IN,
  };
}
