import type { RedisClient } from '@headgate/redis/redis-client.ts';

/** A tag's set of keys, and the name that it gets while what is in it is removed. */
export interface TagSet {
  readonly set: string;
  /** Of the same slot. */
  readonly taken: string;
}

// One turn of Redis removes so many keys, some 3 ms of work, and then serves its other clients.
const keysPerTurn = 2_500;

// The set is moved aside first, so that keys which are tagged from then on stay tagged. What a gateway had moved aside
// when it ended before it was done goes first.
const dropScript = `
local mayTake = ARGV[2]
if mayTake == '1' and redis.call('EXISTS', KEYS[2]) == 0 then
  mayTake = '0'
  if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('RENAME', KEYS[1], KEYS[2]) end
end
local keys = redis.call('ZRANGE', KEYS[2], 0, ARGV[1] - 1)
if #keys == 0 then return { 0, mayTake } end
local count = redis.call('UNLINK', unpack(keys))
redis.call('ZREMRANGEBYRANK', KEYS[2], 0, ARGV[1] - 1)
if redis.call('EXISTS', KEYS[2]) == 1 then return { count, mayTake, 1 } end
return { count, mayTake }`;

/** Removes all keys in the set and the set itself, inside Redis; resolves with how many there were. All must be of one node. */
export async function dropTagged(client: RedisClient, { set, taken }: TagSet): Promise<number> {
  let total = 0;
  let mayTake = '1';
  let isMore = true;
  while (isMore) {
    const answer = (await client.eval(dropScript, 2, set, taken, keysPerTurn, mayTake)) as unknown[];
    total += Number(answer[0]);
    mayTake = String(answer[1]);
    isMore = mayTake === '1' || answer[2] === 1;
  }
  return total;
}

const takeScript = `
if redis.call('EXISTS', KEYS[1]) == 1 then
  if redis.call('EXISTS', KEYS[2]) == 1 then
    redis.call('ZUNIONSTORE', KEYS[2], 2, KEYS[2], KEYS[1], 'AGGREGATE', 'MAX')
    redis.call('DEL', KEYS[1])
  else
    redis.call('RENAME', KEYS[1], KEYS[2])
  end
end
return redis.call('ZRANGE', KEYS[2], 0, -1)`;

/** Does the same where the keys are spread over nodes: `unlink` removes them and tells how many there were. */
export async function dropTaggedApart(
  client: RedisClient,
  { set, taken }: TagSet,
  unlink: (keys: readonly string[]) => Promise<number>,
): Promise<number> {
  const keys = (await client.eval(takeScript, 2, set, taken)) as string[];
  const count = await unlink(keys);
  await client.unlink(taken);
  return count;
}
