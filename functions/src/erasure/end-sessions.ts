import { defaultPrefix } from '@headgate/redis/add-invalidation.ts';
import type { RedisClient } from '@headgate/redis/redis-client.ts';

/**
 * Ends what gateways keep of a user's sign-ins, and closes the sockets that are open by them: the names of keys and the
 * channel are the gateway's (docs/sessions.md).
 */
export async function endSessions(client: RedisClient, userId: string): Promise<void> {
  const index = `${defaultPrefix}sessions:subject:${userId}`;
  for (const key of await client.smembers(index)) {
    await client.del(`${defaultPrefix}session:${key}`);
    await client.publish(`${defaultPrefix}session-ended`, key);
  }
  await client.del(index);
}
