import { alertStreamKey, decodeAlert } from '@headgate/alerting/alert-stream.ts';
import type { Logger } from '@headgate/service/create-logger.ts';
import { Redis } from 'ioredis';
import type { AlertFeed } from './alert-feed.ts';
import { createListeners } from './create-listeners.ts';
import { keepFollowing } from './keep-following.ts';

/** How long one read waits for news, in milliseconds. */
const blockMs = 5_000;
/** A connection that stays silent for longer than its reads can take is dead, in milliseconds. */
const silenceMs = 3 * blockMs;
const maxReconnectDelayMs = 1_000;
const pageSize = 500;

/**
 * Follows the Redis stream of alerts: one blocking reader for the process, however many listen.
 * After a lost connection it begins at the end of the stream, whatever became of what was in it, and says `missed`.
 */
export function startRedisAlertFeed(url: string, logger: Logger): AlertFeed {
  const listeners = createListeners();
  const stop = new AbortController();
  const redis = new Redis(url, {
    // A read fails when its connection does, so that following begins again.
    maxRetriesPerRequest: 0,
    socketTimeout: silenceMs,
    retryStrategy: (attempt) => Math.min(50 * attempt, maxReconnectDelayMs),
  });
  // The read that runs then fails and is logged; without a listener each attempt is printed as unhandled.
  redis.on('error', () => undefined);
  const follow = async (onFollowing: () => void) => {
    let position = await readEnd(redis);
    onFollowing();
    listeners.tellAll({ kind: 'missed' });
    while (!stop.signal.aborted) {
      const answer = await redis.xread(
        'COUNT',
        pageSize,
        'BLOCK',
        blockMs,
        'STREAMS',
        alertStreamKey,
        position,
      );
      for (const [id, fields] of answer?.[0]?.[1] ?? []) {
        position = id;
        const alert = decodeAlert(fields);
        if (alert) listeners.tell(alert.userId, { kind: 'alert', alert });
      }
    }
  };
  const following = keepFollowing(follow, logger, stop.signal);
  return {
    listen: listeners.add,
    async check() {
      if (redis.status !== 'ready') throw new Error('Redis is not connected.');
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      redis.disconnect();
      await following;
    },
  };
}

/** Id of the last entry of the stream. */
async function readEnd(redis: Redis): Promise<string> {
  const [last] = await redis.xrevrange(alertStreamKey, '+', '-', 'COUNT', 1);
  return last?.[0] ?? '0-0';
}
