import { readRedisSettings } from '@headgate/redis/read-redis-settings.ts';
import type { Logger } from '@headgate/service/create-logger.ts';
import { createAnswerTiers } from '../caching/answers/create-answer-tiers.ts';
import { createProcessTier } from '../caching/answers/create-process-tier.ts';
import { createResponseCache } from '../caching/answers/create-response-cache.ts';
import type { ResponseCache } from '../caching/answers/response-cache.ts';
import { createDataTier } from '../caching/entities/create-data-tier.ts';
import { createEntityCache } from '../caching/entities/create-entity-cache.ts';
import type { CountEntities } from '../caching/entities/create-subgraph-entries.ts';
import type { EntityCache } from '../caching/entities/entity-cache.ts';
import { studySupergraph } from '../caching/entities/study-supergraph.ts';
import { createInvalidationLog } from '../caching/invalidation/create-invalidation-log.ts';
import { createLocalFeed } from '../caching/invalidation/create-local-feed.ts';
import { createProcessFeed } from '../caching/invalidation/create-process-feed.ts';
import type { FeedListener } from '../caching/invalidation/invalidation-feed.ts';
import { parseInvalidations } from '../caching/invalidation/parse-invalidations.ts';
import { startRedisFeed } from '../caching/invalidation/start-redis-feed.ts';
import type { CacheMetrics } from '../caching/stores/cache-metrics.ts';
import type { CacheStore } from '../caching/stores/cache-store.ts';
import { createMemoryStore } from '../caching/stores/create-memory-store.ts';
import type { GatewayConfig } from '../config/config.ts';
import { createSettingsOf, usesEntityCache } from '../config/entity-cache-settings.ts';
import { writeResultBytes } from '../execution/writing/write-result.ts';
import type { RunAnswer } from '../operations/answer.ts';
import { readGraphNames } from '../planning/rewriting/read-graph-names.ts';
import type { ProcessChannel } from '../ports/process-channel.ts';
import { traceHeaders } from '../values/trace-headers.ts';
import { listSeenHeaders } from './list-seen-headers.ts';

export interface Caching extends AsyncDisposable {
  /** Creates the cache of whole answers; `supergraphId` names the supergraph in service. */
  createResponseCache(supergraphId: () => string | undefined): ResponseCache<RunAnswer>;
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
  readonly channel: ProcessChannel | undefined;
  readonly logger: Logger;
}

/** Forwarded headers that are in the key already, or that do not change an answer. */
const neutralHeaders = new Set(['authorization', ...traceHeaders]);

/** Starts what caches need beside a store: the tier in this process and the feed of invalidations. */
export async function startCaching(options: CachingOptions): Promise<Caching> {
  const { config, shared, metrics, countEntities, channel, logger } = options;
  await using cleanup = new AsyncDisposableStack();
  const { memoryBytes, prefix } = config.cache;
  const now = Date.now;
  const redis = readRedisSettings(config.redis);
  const store = shared ?? cleanup.use(createMemoryStore({ maxBytes: memoryBytes }));
  const processTier = createProcessTier({ maxBytes: memoryBytes, now });
  const log = createInvalidationLog({ now, memoryMs: 2 * config.requestTimeoutMs });
  const varyBy = listSeenHeaders(config).filter((name) => !neutralHeaders.has(name));
  const listener: FeedListener = {
    async onInvalid(tags) {
      log.note(tags);
      const keys = processTier.invalidate(new Set(tags));
      // Each gateway removes them: one that was writing when another removed them still finds its own.
      await Promise.all([store.remove(keys), store.invalidate(tags)]);
    },
    onGap() {
      log.noteAll();
      processTier.clear();
    },
  };
  const feed = cleanup.use(
    redis
      ? startRedisFeed({ ...redis, prefix, listener, logger })
      : channel
        ? createProcessFeed(channel, listener)
        : createLocalFeed(listener),
  );
  const tiers = createAnswerTiers({
    store,
    processTier,
    isProcessTierValid: () => feed.isFollowing,
    log,
    metrics,
    now,
  });
  const { entityCache } = config.settings;
  const running = cleanup.move();
  return {
    createResponseCache: (supergraphId) =>
      createResponseCache({
        tiers,
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
          tier: createDataTier({ store, log, metrics }),
          studySupergraph: (document) => studySupergraph(document, { readGraphNames }),
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

function bodyOf(answer: RunAnswer): Buffer | undefined {
  return answer.kind === 'single' && (answer.status ?? 200) === 200
    ? writeResultBytes(answer.result)
    : undefined;
}
