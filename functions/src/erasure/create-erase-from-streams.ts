import { alertStreamKey, decodeAlert } from '@headgate/alerting/alert-stream.ts';
import { addInvalidation } from '@headgate/redis/add-invalidation.ts';
import { connectRedis, type RedisConnection, type RedisSettings } from '@headgate/redis/connect-redis.ts';
import { endSessions } from './end-sessions.ts';

const timeoutMs = 5_000;
/** Whose answers gateways keep. */
const subgraphs = ['accounts', 'activity', 'alerts', 'insights'];

/**
 * Removes a user's alerts from the stream that alerts processes follow, the user's sessions, and what gateways keep of the
 * user's answers.
 */
export function createEraseFromStreams(
  settings: RedisSettings | undefined,
): (userId: string) => Promise<void> {
  if (!settings) return async () => undefined;
  let connection: RedisConnection | undefined;
  return async (userId) => {
    connection ??= connectRedis({ ...settings, commandTimeoutMs: timeoutMs, silenceMs: timeoutMs });
    await connection.ready(timeoutMs);
    const { client } = connection;
    const entries = await client.xrange(alertStreamKey, '-', '+');
    const own = entries.filter(([, fields]) => decodeAlert(fields)?.userId === userId).map(([id]) => id);
    if (own.length > 0) await client.xdel(alertStreamKey, ...own);
    await endSessions(client, userId);
    await addInvalidation(client, { tags: subgraphs.map((name) => `tag:${name}:user-${userId}`) });
  };
}
