import { alertStreamKey, decodeAlert } from '@headgate/alerting/alert-stream.ts';
import { connectRedis, type RedisSettings } from '@headgate/redis/connect-redis.ts';
import { isBeforePosition, isBeyondPosition, readStreamEnd } from '@headgate/redis/stream-position.ts';
import type { Logger } from '@headgate/service/create-logger.ts';
import type { AlertFeed } from './alert-feed.ts';
import { createListeners } from './create-listeners.ts';
import { keepFollowing } from './keep-following.ts';

export interface RedisAlertFeedOptions {
  /**
   * How long one read waits for news, in milliseconds; and for Redis to be there, before it is said that it is not. A stream
   * that is lost is noticed within this time. Default: 5,000.
   */
  readonly blockMs?: number;
  /** Clock, in milliseconds since 1970. Default: the system's. */
  readonly now?: () => number;
}

const defaultBlockMs = 5_000;
const pageSize = 500;

/**
 * Follows the Redis stream of alerts: one blocking reader for the process, however many listen.
 * After a lost connection, or when the stream is no longer the one it has read, it begins at the end of it, whatever became
 * of what was in it, and says `missed`; so it does when more was added than the stream keeps before it could be read.
 */
export function startRedisAlertFeed(
  settings: RedisSettings,
  logger: Logger,
  { blockMs = defaultBlockMs, now = Date.now }: RedisAlertFeedOptions = {},
): AlertFeed {
  const listeners = createListeners();
  const stop = new AbortController();
  // It has this connection for itself, since who waits for news can do nothing else with it.
  // A connection that stays silent for longer than its reads can take is dead.
  const connection = connectRedis({ ...settings, silenceMs: 3 * blockMs, resends: false });
  const { client } = connection;
  let isFollowing = false;
  let lagMs = 0;
  const follow = async (onFollowing: () => void) => {
    await connection.ready(blockMs);
    let position = await readStreamEnd(client, alertStreamKey);
    onFollowing();
    isFollowing = true;
    listeners.tellAll({ kind: 'missed' });
    while (!stop.signal.aborted) {
      const answer = await client.xread(
        'COUNT',
        pageSize,
        'BLOCK',
        blockMs,
        'STREAMS',
        alertStreamKey,
        position,
      );
      const entries = answer?.[0]?.[1] ?? [];
      lagMs = entries[0] ? Math.max(0, now() - readTime(entries[0][0])) : 0;
      // Ids are times: in a stream that was made anew they may be earlier than those that have been read.
      const wasLost = entries.length === 0 && (await isBeforePosition(client, alertStreamKey, position));
      if (wasLost) position = await readStreamEnd(client, alertStreamKey);
      const wasTrimmed =
        entries.length === pageSize && (await isBeyondPosition(client, alertStreamKey, position));
      if (wasLost || wasTrimmed) listeners.tellAll({ kind: 'missed' });
      for (const [id, fields] of entries) {
        position = id;
        const alert = decodeAlert(fields);
        if (alert) listeners.tell(alert.userId, { kind: 'alert', alert });
      }
    }
  };
  const following = keepFollowing(
    (onFollowing) =>
      follow(onFollowing).finally(() => {
        isFollowing = false;
      }),
    logger,
    stop.signal,
  );
  return {
    listen: listeners.add,
    lagMs: () => lagMs,
    async check() {
      if (client.status !== 'ready') throw new Error('Redis is not connected.');
      if (!isFollowing) throw new Error('The stream of alerts cannot be read.');
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await connection[Symbol.asyncDispose]();
      await following;
    },
  };
}

/** Milliseconds since 1970, which ids of Redis begin with. */
const readTime = (id: string): number => Number(id.split('-')[0]);
