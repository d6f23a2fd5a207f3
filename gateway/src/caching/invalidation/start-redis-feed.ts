import { setTimeout as delay } from 'node:timers/promises';
import { addInvalidation, defaultPrefix, invalidationStreamOf } from '@headgate/redis/add-invalidation.ts';
import { connectRedis, type RedisSettings } from '@headgate/redis/connect-redis.ts';
import { isBeforePosition, isBeyondPosition } from '@headgate/redis/stream-position.ts';
import { gatewayErrors } from '../../errors.ts';
import { withDeadline } from '../stores/with-deadline.ts';
import type { FeedListener, InvalidationFeed } from './invalidation-feed.ts';

export interface RedisFeedOptions extends RedisSettings {
  readonly prefix?: string;
  readonly listener: FeedListener;
  readonly logger: { warn(details: object, message: string): void };
}

/** How long one read waits for news: a connection that has died without a word is found out soon after. */
const blockMs = 1_000;
const graceMs = 500;
const retryMs = 100;
const publishDeadlineMs = 5_000;
const pageSize = 1_000;

/**
 * Follows a Redis stream (`headgate:invalidations`; field `tags`, a JSON list). Anybody may add to it, so that a service
 * can invalidate what a change of its own has made wrong, also while no gateway listens: what was added meanwhile is seen to
 * first.
 */
export function startRedisFeed(options: RedisFeedOptions): InvalidationFeed {
  const { prefix = defaultPrefix, listener, logger } = options;
  const stream = invalidationStreamOf(prefix);
  const positionKey = `${stream}:position`;
  // Two connections, since the one that waits for news can do nothing else.
  const reading = connectRedis({ ...options, silenceMs: blockMs + graceMs, resends: false });
  const writing = connectRedis(options);
  const stop = new AbortController();
  let isFollowing = false;

  /** The entry up to which this gateway, or before it the one that stopped last, has seen to everything. */
  let position: string | undefined;

  /** Sees to what is new, or comes in time; resolves with how many entries that were. */
  async function readNews(waitMs: number): Promise<number> {
    const [news] =
      (await withDeadline(
        reading.client.xread('COUNT', pageSize, 'BLOCK', waitMs, 'STREAMS', stream, position ?? '0-0'),
        waitMs + graceMs,
      )) ?? [];
    const entries = news?.[1] ?? [];
    const invalid = new Set<string>();
    for (const [id, fields] of entries) {
      const tags = readTags(fields);
      if (!tags) logger.warn({ id }, 'an invalidation that nobody understands was left out');
      for (const tag of tags ?? []) invalid.add(tag);
    }
    if (invalid.size > 0) await listener.onInvalid([...invalid]);
    const from = position ?? '0-0';
    position = entries.at(-1)?.[0] ?? position;
    if (await hasGap(from, entries.length)) {
      listener.onGap();
      logger.warn({ stream }, 'the stream of invalidations was lost or trimmed: some may have been missed');
      if (entries.length === 0) {
        // What there is now has not been seen, whatever its ids are.
        position = '0-0';
        return readNews(1);
      }
    }
    if (position && entries.length > 0)
      await withDeadline(writing.client.set(positionKey, position), graceMs);
    return entries.length;
  }

  /** Whether the stream may have had entries after `from` that are gone, or is not the one that was read until there. */
  async function hasGap(from: string, count: number): Promise<boolean> {
    if (count === 0)
      return from !== '0-0' && withDeadline(isBeforePosition(reading.client, stream, from), graceMs);
    return count === pageSize && withDeadline(isBeyondPosition(reading.client, stream, from), graceMs);
  }

  async function follow(): Promise<void> {
    position ??= (await withDeadline(reading.client.get(positionKey), graceMs)) ?? undefined;
    while ((await readNews(1)) === pageSize);
    listener.onGap();
    isFollowing = true;
    while (!stop.signal.aborted) await readNews(blockMs);
  }

  async function keepFollowing(): Promise<void> {
    while (!stop.signal.aborted) {
      await follow().catch(() => undefined);
      isFollowing = false;
      await delay(retryMs, undefined, { signal: stop.signal, ref: false }).catch(() => undefined);
    }
  }

  const following = keepFollowing();
  return {
    get isFollowing() {
      return isFollowing;
    },
    async publish(tags) {
      try {
        await withDeadline(addInvalidation(writing.client, { prefix, tags }), publishDeadlineMs);
      } catch (cause) {
        throw gatewayErrors.create('CACHE_UNAVAILABLE', { cause });
      }
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      isFollowing = false;
      await reading[Symbol.asyncDispose]();
      await writing[Symbol.asyncDispose]();
      await following;
    },
  };
}

function readTags(fields: readonly string[]): readonly string[] | undefined {
  const at = fields.indexOf('tags');
  try {
    const tags: unknown = JSON.parse(fields[at + 1] ?? '');
    return at % 2 === 0 && Array.isArray(tags) && tags.every((tag) => typeof tag === 'string')
      ? tags
      : undefined;
  } catch {
    return undefined;
  }
}
