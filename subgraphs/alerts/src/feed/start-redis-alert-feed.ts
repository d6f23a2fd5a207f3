import { alertStreamKey, decodeAlert } from '@headgate/alerting/alert-stream.ts';
import { connectRedis, type RedisClient, type RedisSettings } from '@headgate/redis/connect-redis.ts';
import type { Logger } from '@headgate/service/create-logger.ts';
import type { AlertFeed } from './alert-feed.ts';
import { createListeners } from './create-listeners.ts';
import { keepFollowing } from './keep-following.ts';

/** How long one read waits for news, in milliseconds; and for Redis to be there, before it is said that it is not. */
const blockMs = 5_000;
/** A connection that stays silent for longer than its reads can take is dead, in milliseconds. */
const silenceMs = 3 * blockMs;
const pageSize = 500;

/**
 * Follows the Redis stream of alerts: one blocking reader for the process, however many listen.
 * After a lost connection it begins at the end of the stream, whatever became of what was in it, and says `missed`.
 */
export function startRedisAlertFeed(settings: RedisSettings, logger: Logger): AlertFeed {
  const listeners = createListeners();
  const stop = new AbortController();
  // It has this connection for itself, since who waits for news can do nothing else with it.
  const connection = connectRedis({ ...settings, silenceMs, resends: false });
  const { client } = connection;
  const follow = async (onFollowing: () => void) => {
    await connection.ready(blockMs);
    let position = await readEnd(client);
    onFollowing();
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
      if (client.status !== 'ready') throw new Error('Redis is not connected.');
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await connection[Symbol.asyncDispose]();
      await following;
    },
  };
}

/** Id of the last entry of the stream. */
async function readEnd(client: RedisClient): Promise<string> {
  const [last] = await client.xrevrange(alertStreamKey, '+', '-', 'COUNT', 1);
  return last?.[0] ?? '0-0';
}
