import type { RedisClient } from '@headgate/redis/redis-client.ts';

/** A key under a tag. */
export interface TaggedKey {
  readonly name: string;
  /** In milliseconds since 1970. */
  readonly expiresAtMs: number;
}

// The set lives as long as the last of its keys, and is cleared of those that have expired.
const script = `
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1])
for at = 3, #ARGV, 2 do redis.call('ZADD', KEYS[1], 'GT', ARGV[at], ARGV[at + 1]) end
redis.call('PEXPIREAT', KEYS[1], ARGV[2], 'NX')
redis.call('PEXPIREAT', KEYS[1], ARGV[2], 'GT')`;

/** Adds keys to the set of a tag. */
export async function addToTag(client: RedisClient, set: string, keys: readonly TaggedKey[]): Promise<void> {
  const scored = keys.flatMap(({ name, expiresAtMs }) => [expiresAtMs, name]);
  const lastMs = keys.reduce((last, { expiresAtMs }) => Math.max(last, expiresAtMs), 0);
  await client.eval(script, 1, set, Date.now(), lastMs, ...scored);
}
