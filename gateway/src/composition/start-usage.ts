import type { RedisSettings } from '@headgate/redis/connect-redis.ts';
import type { Logger } from '@headgate/service/create-logger.ts';
import type { GatewayConfig } from '../config/config.ts';
import { createUsageRecorder, type UsageRecorder } from '../usage/create-usage-recorder.ts';
import { openUsage, type Usage } from '../usage/open-usage.ts';

export interface StartUsageOptions {
  readonly config: GatewayConfig;
  readonly redis: RedisSettings | undefined;
  readonly now: () => number;
  readonly logger: Logger;
}

/** Starts recording what is used, where there is a Redis and it is wanted. */
export function startUsage(
  { config, redis, now, logger }: StartUsageOptions,
  cleanup: AsyncDisposableStack,
): (Pick<Usage, 'read' | 'readSchema'> & Pick<UsageRecorder, 'record'>) | undefined {
  const { sample } = config.usage;
  if (!redis || sample === 0) return undefined;
  const { store, read, readSchema } = cleanup.use(openUsage({ ...redis, prefix: config.cache.prefix, now }));
  const { record } = cleanup.use(createUsageRecorder({ store, sample, now, random: Math.random, logger }));
  return { record, read, readSchema };
}
