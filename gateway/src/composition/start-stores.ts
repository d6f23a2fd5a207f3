import type { readRedisSettings } from '@headgate/redis/read-redis-settings.ts';
import type { Logger } from '@headgate/service/create-logger.ts';
import { createRedisStore } from '../caching/stores/create-redis-store.ts';
import { createTextStore } from '../caching/stores/create-text-store.ts';
import type { GatewayConfig } from '../config/config.ts';
import { usesEntityCache } from '../config/entity-cache-settings.ts';
import type { Hooks } from '../operations/plugins/compile-hooks.ts';
import type { ProcessChannel } from '../ports/process-channel.ts';
import type { Metrics } from '../telemetry/create-metrics.ts';
import { createCacheMetrics } from './serving/create-cache-metrics.ts';
import { startCaching } from './start-caching.ts';

export interface StoresOptions {
  readonly config: GatewayConfig;
  readonly redis: ReturnType<typeof readRedisSettings>;
  readonly metrics: Metrics | undefined;
  readonly hooks: Hooks;
  readonly channel: ProcessChannel | undefined;
  readonly logger: Logger;
}

/** Starts what is kept beyond one operation: in Redis, where there is one, and by caches, where there are any. */
export async function startStores(
  { config, redis, metrics, hooks, channel, logger }: StoresOptions,
  cleanup: AsyncDisposableStack,
) {
  const { prefix, deadlineMs } = config.cache;
  const { cacheMetrics, countEntities } = createCacheMetrics(metrics, hooks);
  const store = redis
    ? cleanup.use(createRedisStore({ ...redis, prefix, deadlineMs, metrics: cacheMetrics, logger }))
    : undefined;
  const caches = config.cache.responses || usesEntityCache(config.settings.entityCache);
  return {
    texts: store && createTextStore(store),
    caching: caches
      ? cleanup.use(
          await startCaching({
            config,
            shared: store,
            metrics: cacheMetrics,
            countEntities,
            channel,
            logger,
          }),
        )
      : undefined,
  };
}
