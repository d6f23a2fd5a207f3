import type { RedisClient } from '@headgate/redis/connect-redis.ts';

// What a gateway had taken when it ended before it was done is taken along.
const script = `
if redis.call('EXISTS', KEYS[1]) == 1 then
  if redis.call('EXISTS', KEYS[2]) == 1 then
    redis.call('ZUNIONSTORE', KEYS[2], 2, KEYS[2], KEYS[1], 'AGGREGATE', 'MAX')
    redis.call('DEL', KEYS[1])
  else
    redis.call('RENAME', KEYS[1], KEYS[2])
  end
end
return redis.call('ZRANGE', KEYS[2], 0, -1)`;

/**
 * Moves a tag's set aside, so that keys which are tagged from now on stay tagged, and returns the keys that were in it.
 * Both names must be of one slot.
 */
export async function takeTagged(client: RedisClient, set: string, taken: string): Promise<string[]> {
  return (await client.eval(script, 2, set, taken)) as string[];
}
