import type { HTTPGraphQLResponse } from '@apollo/server';
import { readRedisSettings } from '@headgate/redis/read-redis-settings.ts';
import type { Logger } from '@headgate/service/create-logger.ts';
import type { CacheMetrics } from './caching/cache-metrics.ts';
import type { CacheStore } from './caching/cache-store.ts';
import { createAnswerShelf } from './caching/create-answer-shelf.ts';
import { createDataShelf } from './caching/create-data-shelf.ts';
import { createEntityCache } from './caching/create-entity-cache.ts';
import { createInvalidationLog } from './caching/create-invalidation-log.ts';
import { createLocalFeed } from './caching/create-local-feed.ts';
import { createMemoryStore } from './caching/create-memory-store.ts';
import { createProcessLayer } from './caching/create-process-layer.ts';
import { createResponseCache } from './caching/create-response-cache.ts';
import type { CountEntities } from './caching/create-subgraph-shelf.ts';
import type { EntityCache } from './caching/entity-cache.ts';
import type { FeedListener } from './caching/invalidation-feed.ts';
import { parseInvalidations } from './caching/parse-invalidations.ts';
import type { ResponseCache } from './caching/response-cache.ts';
import { startRedisFeed } from './caching/start-redis-feed.ts';
import { studySupergraph } from './caching/study-supergraph.ts';
import type { GatewayConfig } from './config.ts';
import { createSettingsOf, usesEntityCache } from './entity-cache-settings.ts';
import { listSeenHeaders } from './list-seen-headers.ts';
import { readGraphNames } from './planning/read-graph-names.ts';

export interface Caching extends AsyncDisposable {
  /** Creates the cache of whole answers; `supergraphId` names the supergraph in service. */
  createResponseCache(supergraphId: () => string | undefined): ResponseCache<HTTPGraphQLResponse>;
  /** What is kept of the answers of single subgraphs; undefined where the settings want none of it. */
  readonly entityCache: EntityCache | undefined;
  /**
   * Invalidates what the body of a request names, in all gateways; resolves with how many values that removed.
   * @throws ServiceError `BAD_REQUEST` or `CACHE_UNAVAILABLE`
   */
  invalidate(body: unknown): Promise<number>;
}

export interface CachingOptions {
  readonly config: GatewayConfig;
  /** The store that gateways share; without it answers are kept in this process. */
  readonly shared: CacheStore | undefined;
  readonly metrics: CacheMetrics;
  readonly countEntities: CountEntities;
  readonly logger: Logger;
}

/** Forwarded headers that are in the key already, or that do not change an answer. */
const neutralHeaders = new Set(['authorization', 'traceparent', 'tracestate', 'baggage']);

/** Starts what caches need beside a store: the layer in this process and the feed of invalidations. */
export async function startCaching(options: CachingOptions): Promise<Caching> {
  const { config, shared, metrics, countEntities, logger } = options;
  await using cleanup = new AsyncDisposableStack();
  const { memoryBytes, prefix } = config.cache;
  const now = Date.now;
  const redis = readRedisSettings(config.redis);
  const store = shared ?? cleanup.use(createMemoryStore({ maxBytes: memoryBytes }));
  const layer = createProcessLayer({ maxBytes: memoryBytes, now });
  const log = createInvalidationLog({ now, memoryMs: 2 * config.requestTimeoutMs });
  const varyBy = listSeenHeaders(config).filter((name) => !neutralHeaders.has(name));
  const listener: FeedListener = {
    async onInvalid(tags) {
      log.note(tags);
      const keys = layer.invalidate(new Set(tags));
      // Each gateway removes them: one that was writing when another removed them still finds its own.
      await Promise.all([store.remove(keys), store.invalidate(tags)]);
    },
    onGap() {
      log.noteAll();
      layer.clear();
    },
  };
  const feed = cleanup.use(
    redis ? startRedisFeed({ ...redis, prefix, listener, logger }) : createLocalFeed(listener),
  );
  const shelf = createAnswerShelf({
    store,
    layer,
    isLayerValid: () => feed.isFollowing,
    log,
    metrics,
    now,
  });
  const { entityCache } = config.settings;
  const running = cleanup.move();
  return {
    createResponseCache: (supergraphId) =>
      createResponseCache({
        shelf,
        log,
        supergraphId,
        varyBy,
        bodyOf,
        metrics,
        timeoutMs: config.requestTimeoutMs,
        now,
      }),
    entityCache: usesEntityCache(entityCache)
      ? createEntityCache({
          shelf: createDataShelf({ store, log, metrics }),
          studySupergraph: (sdl) => studySupergraph(sdl, { readGraphNames }),
          settingsOf: createSettingsOf(entityCache),
          varyBy,
          count: countEntities,
          now,
        })
      : undefined,
    async invalidate(body) {
      const tags = parseInvalidations(body);
      const count = await store.invalidate(tags);
      // Not only by the feed, since whoever invalidates here may ask here again at once.
      await listener.onInvalid(tags);
      await feed.publish(tags);
      return count;
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

function bodyOf({ status, body }: HTTPGraphQLResponse): string | undefined {
  return (status ?? 200) === 200 && body.kind === 'complete' ? body.string : undefined;
}
