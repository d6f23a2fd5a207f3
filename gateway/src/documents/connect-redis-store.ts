import { Redis } from 'ioredis';
import type { SharedStore } from './create-persisted-query-cache.ts';

export interface RedisStoreOptions {
  readonly url: string;
  readonly logger: {
    info(details: object, message: string): void;
    warn(details: object, message: string): void;
  };
  /** How long Redis may take for one command, in milliseconds. Default: 150. */
  readonly deadlineMs?: number;
}

/**
 * Connects to Redis in the background, again and again for as long as it is gone, and says so once for each change of
 * state. Commands reject at once while it is gone, and at their deadline when it is slow.
 */
export function connectRedisStore({
  url,
  logger,
  deadlineMs = 150,
}: RedisStoreOptions): SharedStore & AsyncDisposable {
  const redis = new Redis(url, {
    commandTimeout: deadlineMs,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
  });
  let state: 'unknown' | 'there' | 'gone' = 'unknown';
  redis.on('ready', () => {
    if (state !== 'there') logger.info({}, 'Redis is there');
    state = 'there';
  });
  redis.on('error', (error) => {
    if (state !== 'gone') logger.warn({ problem: error.message }, 'Redis is gone, requests go on without it');
    state = 'gone';
  });
  return {
    get: async (key) => (await redis.get(key)) ?? undefined,
    set: async (key, value, ttlSeconds) => {
      await redis.set(key, value, 'EX', ttlSeconds);
    },
    delete: async (key) => {
      await redis.del(key);
    },
    async [Symbol.asyncDispose]() {
      redis.disconnect();
    },
  };
}
