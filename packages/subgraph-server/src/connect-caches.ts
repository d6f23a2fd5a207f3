import { connectInvalidator, type Invalidator } from '@headgate/redis/connect-invalidator.ts';
import { readRedisSettings } from '@headgate/redis/read-redis-settings.ts';
import type { CacheConfig } from '@headgate/redis/redis-config.ts';
import type { Logger } from '@headgate/service/create-logger.ts';
import type { TellCachesOptions } from './tell-caches.ts';

/** Connects the subgraph of that name to the gateways' caches; undefined, and said so, without a Redis between them. */
export function connectCaches(
  name: string,
  { redis, prefix }: CacheConfig,
  logger: Logger,
): (TellCachesOptions & AsyncDisposable) | undefined {
  const settings = readRedisSettings(redis);
  if (!settings) {
    logger.info('caches cannot be told of changes, so they keep nothing: REDIS_URL is not set');
    return undefined;
  }
  const invalidator: Invalidator = connectInvalidator({ ...settings, prefix, logger });
  return { name, ...invalidator };
}
