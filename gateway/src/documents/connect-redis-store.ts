import { connectRedis, type RedisSettings } from '@headgate/redis/connect-redis.ts';
import type { SharedStore } from './create-persisted-query-cache.ts';

export interface RedisStoreOptions extends RedisSettings {
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
export function connectRedisStore(options: RedisStoreOptions): SharedStore & AsyncDisposable {
  const { logger, deadlineMs = 150 } = options;
  let state: 'unknown' | 'there' | 'gone' = 'unknown';
  const connection = connectRedis({
    ...options,
    commandTimeoutMs: deadlineMs,
    onReady() {
      if (state !== 'there') logger.info({}, 'Redis is there');
      state = 'there';
    },
    onProblem({ message }) {
      if (state !== 'gone') logger.warn({ problem: message }, 'Redis is gone, requests go on without it');
      state = 'gone';
    },
  });
  const { client } = connection;
  return {
    get: async (key) => (await client.get(key)) ?? undefined,
    set: async (key, value, ttlSeconds) => {
      await client.set(key, value, 'EX', ttlSeconds);
    },
    delete: async (key) => {
      await client.del(key);
    },
    [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose](),
  };
}
